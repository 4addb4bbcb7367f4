import { DataTable } from '../../../ui/charts/data-table.tsx';
import { FigureFrame } from '../../../ui/charts/figure-frame.tsx';
import { LinePlot, type LineSeries } from '../../../ui/charts/line-plot.tsx';
import { formatScore, formatWhole } from '../../formatting/format.ts';
import type { ComparedEntry } from '../server/read-comparison.ts';
import type { Outcome } from '../server/read-disagreement.ts';

interface Props {
  readonly title: string;
  readonly axis: string;
  readonly entries: readonly ComparedEntry[];
  readonly outcomes: readonly (Outcome | null)[];
  readonly pointsOf: (curves: NonNullable<Outcome['curves']>) => readonly { at: number; acc: number }[];
}

/** The accuracy of all entries over the same axis. */
export function CurvesPanel({ title, axis, entries, outcomes, pointsOf }: Props) {
  const series: LineSeries[] = entries.map(({ name }, index) => {
    const curves = outcomes[index]?.curves;
    const points = curves ? pointsOf(curves) : [];
    return {
      name,
      points: points.map(({ at, acc }) => ({
        x: at,
        y: 100 * acc,
        detail: `${formatScore('ACC', acc)} at ${formatWhole(at)}`,
      })),
    };
  });
  if (series.every(({ points }) => points.length === 0)) return null;
  return (
    <FigureFrame
      title={title}
      note="Accuracy of each entry. One seed per point, except at the leaderboard setting."
      table={
        <DataTable
          caption={title}
          columns={['Entry', axis, 'ACC %']}
          rows={series.flatMap(({ name, points }) =>
            points.map(({ x, y }) => ({ key: `${name} ${x}`, cells: [name, formatWhole(x), y.toFixed(2)] })),
          )}
        />
      }
    >
      <LinePlot
        x={{ name: axis, format: formatWhole }}
        y={{ name: 'Accuracy, %', minSpan: 2 }}
        series={series}
      />
    </FigureFrame>
  );
}
