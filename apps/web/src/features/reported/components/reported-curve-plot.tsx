import { linearAxis, logAxis } from '../../../ui/charts/axis.ts';
import { DataTable } from '../../../ui/charts/data-table.tsx';
import { FigureFrame } from '../../../ui/charts/figure-frame.tsx';
import { Plot } from '../../../ui/charts/plot.tsx';
import { PlotLine } from '../../../ui/charts/plot-line.tsx';
import { SeriesMark, seriesStyle } from '../../../ui/charts/series.tsx';
import { formatScore, formatWhole } from '../../formatting/format.ts';
import type { ReportedCurve } from '../server/read-reported.ts';

const series = [
  { metric: 'ACC', of: ({ acc }: ReportedCurve['points'][number]) => acc },
  { metric: 'ARI', of: ({ ari }: ReportedCurve['points'][number]) => ari },
] as const;

const words = {
  PCA_DIMENSIONS: { title: 'Reported: scores by PCA dimensions', axis: 'Principal components' },
  CLUSTERS: { title: 'Reported: scores by number of clusters', axis: 'Clusters' },
} as const;

/** A published ablation: accuracy and adjusted Rand index over one setting. */
export function ReportedCurvePlot({ curve }: { curve: ReportedCurve }) {
  const { title, axis } = words[curve.axis];
  const x = logAxis(
    axis,
    curve.points.map(({ at }) => at),
  );
  const y = linearAxis(
    'Score, %',
    curve.points.flatMap(({ acc, ari }) => [0, acc, ari]),
    { format: (value) => (value * 100).toFixed(0), minSpan: 0.1 },
  );
  const fixed = curve.clusters === null ? '' : ` Measured with ${formatWhole(curve.clusters)} clusters.`;
  return (
    <FigureFrame
      title={title}
      note={`${curve.caveat}${fixed}`}
      table={
        <DataTable
          caption={title}
          columns={[axis, 'ACC', 'ARI']}
          rows={curve.points.map(({ at, acc, ari }) => ({
            key: String(at),
            cells: [formatWhole(at), formatScore('ACC', acc), formatScore('ARI', ari)],
          }))}
        />
      }
    >
      <Plot x={x} y={y}>
        {series.map(({ metric, of }, index) => {
          const { text, dashes } = seriesStyle(index);
          return (
            <PlotLine
              key={metric}
              points={curve.points.map((point) => ({ x: x.place(point.at), y: y.place(of(point)) }))}
              className={text}
              {...(dashes === undefined ? {} : { dashes })}
            />
          );
        })}
      </Plot>
      <ul className="mt-2 flex gap-4 text-xs text-ink-soft">
        {series.map(({ metric }, index) => (
          <li key={metric} className="flex items-center gap-1.5">
            <SeriesMark index={index} />
            {metric}
          </li>
        ))}
      </ul>
    </FigureFrame>
  );
}
