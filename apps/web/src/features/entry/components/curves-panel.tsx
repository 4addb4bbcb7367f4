import { DataTable } from '../../../ui/charts/data-table.tsx';
import { FigureFrame } from '../../../ui/charts/figure-frame.tsx';
import { LinePlot } from '../../../ui/charts/line-plot.tsx';
import { formatScore, formatWhole } from '../../formatting/format.ts';
import type { CurvePoint } from '../server/read-views.ts';

const shown = ['ACC', 'ARI', 'AMI'] as const;
const keys = { ACC: 'acc', ARI: 'ari', AMI: 'ami' } as const;

interface Props {
  readonly title: string;
  readonly note: string;
  readonly axis: string;
  readonly points: readonly CurvePoint[];
  readonly placeOf: (point: CurvePoint) => number;
  /** Where the entry's own scores stand. */
  readonly own: number;
}

/** Scores at other numbers of components or clusters than the protocol's. */
export function CurvePanel({ title, note, axis, points, placeOf, own }: Props) {
  return (
    <FigureFrame
      title={title}
      note={note}
      table={
        <DataTable
          caption={title}
          columns={[axis, ...shown, 'Seeds', 'Train images']}
          rows={points.map((point) => ({
            key: String(placeOf(point)),
            cells: [
              formatWhole(placeOf(point)),
              ...shown.map((metric) => formatScore(metric, point[keys[metric]])),
              point.seeds,
              formatWhole(point.trainCount),
            ],
          }))}
        />
      }
    >
      <LinePlot
        x={{ name: axis, format: formatWhole }}
        y={{ name: 'Score, ×100', minSpan: 2 }}
        marked={{ x: own, label: 'leaderboard' }}
        series={shown.map((metric) => ({
          name: metric,
          points: points.map((point) => {
            const value = point[keys[metric]];
            const detail = `${formatScore(metric, value)} at ${formatWhole(placeOf(point))}`;
            return { x: placeOf(point), y: 100 * value, detail };
          }),
        }))}
      />
    </FigureFrame>
  );
}
