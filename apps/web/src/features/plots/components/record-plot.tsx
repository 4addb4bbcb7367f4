import { timeAxis } from '../../../ui/charts/axis.ts';
import { DataTable } from '../../../ui/charts/data-table.tsx';
import { FigureFrame } from '../../../ui/charts/figure-frame.tsx';
import { Plot } from '../../../ui/charts/plot.tsx';
import { PlotLine } from '../../../ui/charts/plot-line.tsx';
import { PlotLink } from '../../../ui/charts/plot-link.tsx';
import type { BoardEntry } from '../../board/server/read-board.ts';
import { entryHref } from '../../entry/lib/entry-href.ts';
import { formatDateTime } from '../../formatting/format.ts';
import { type Metric, metricDisplay } from '../../scores/lib/metrics.ts';
import { records } from '../lib/best-so-far.ts';
import { scoreAxis, scoreText, shownScore } from '../lib/plotted-entries.ts';

/** The best score over time, a step for each entry that raised it. */
export function RecordPlot({ metric, entries }: { metric: Metric; entries: readonly BoardEntry[] }) {
  const points = entries.map((entry) => ({
    entry,
    at: Date.parse(entry.publishedAt),
    score: shownScore(metric, entry),
  }));
  const best = records(points);
  const x = timeAxis(
    'Published',
    points.map(({ at }) => at),
  );
  const y = scoreAxis(metric, entries);
  const steps = best.map(({ at, score }) => ({ x: x.place(at), y: y.place(score) }));
  const last = steps.at(-1);
  return (
    <FigureFrame
      title="Best score over time"
      note="Each entry at its publication date. The line shows the best score so far."
      table={
        <DataTable
          caption="Best score over time"
          columns={[
            'Encoder',
            'Published',
            `${metricDisplay[metric].label} ${metricDisplay[metric].unit}`,
            'New best',
          ]}
          rows={points
            .toSorted((one, other) => one.at - other.at)
            .map((point) => ({
              key: point.entry.entryId,
              cells: [
                point.entry.name,
                formatDateTime(point.entry.publishedAt),
                scoreText(metric, point.entry),
                best.includes(point) ? 'yes' : '',
              ],
            }))}
        />
      }
    >
      <Plot x={x} y={y}>
        <PlotLine
          points={last ? [...steps, { x: 1, y: last.y }] : steps}
          shape="steps"
          className="text-accent/60"
        />
        {points.map((point) => (
          <PlotLink
            key={point.entry.entryId}
            x={x.place(point.at)}
            y={y.place(point.score)}
            href={entryHref(point.entry.entryId)}
            name={point.entry.name}
            detail={`${metricDisplay[metric].label} ${scoreText(metric, point.entry)}, ${formatDateTime(point.entry.publishedAt)}`}
            emphasised={best.includes(point)}
          />
        ))}
      </Plot>
    </FigureFrame>
  );
}
