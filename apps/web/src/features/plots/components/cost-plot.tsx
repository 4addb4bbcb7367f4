import { logAxis } from '../../../ui/charts/axis.ts';
import { DataTable } from '../../../ui/charts/data-table.tsx';
import { FigureFrame } from '../../../ui/charts/figure-frame.tsx';
import { Plot } from '../../../ui/charts/plot.tsx';
import { PlotLine } from '../../../ui/charts/plot-line.tsx';
import { PlotLink } from '../../../ui/charts/plot-link.tsx';
import type { BoardEntry } from '../../board/server/read-board.ts';
import { entryHref } from '../../entry/lib/entry-href.ts';
import { type Metric, metricDisplay } from '../../scores/lib/metrics.ts';
import { frontier } from '../lib/best-so-far.ts';
import { scoreAxis, scoreText, shownScore } from '../lib/plotted-entries.ts';

interface Props {
  readonly title: string;
  readonly axis: string;
  readonly note: string;
  /** What the frontier means, said where there is a line of it. */
  readonly frontierNote: string;
  readonly metric: Metric;
  readonly entries: readonly BoardEntry[];
  /** What stands on the horizontal axis; null leaves an entry out. */
  readonly costOf: (entry: BoardEntry) => number | null;
  readonly textOf: (value: number) => string;
  /** Whether less of it is better. */
  readonly lessIsBetter: boolean;
}

/** Scores against what they cost, with the frontier of what nothing beats in both. */
export function CostPlot(props: Props) {
  const { title, axis, note, frontierNote, metric, entries, costOf, textOf, lessIsBetter } = props;
  const known = entries.flatMap((entry) => {
    const value = costOf(entry);
    const score = shownScore(metric, entry);
    return value === null ? [] : [{ entry, value, score, cost: lessIsBetter ? value : -value }];
  });
  const x = logAxis(
    axis,
    known.map(({ value }) => value),
  );
  const y = scoreAxis(metric, entries);
  const best = frontier(known);
  const line = best
    .map(({ value, score }) => ({ x: x.place(value), y: y.place(score) }))
    .toSorted((one, other) => one.x - other.x);
  return (
    <FigureFrame
      title={title}
      note={`${note} ${line.length > 1 ? frontierNote : known.length > 1 ? oneBest : ''}`.trim()}
      table={
        <DataTable
          caption={title}
          columns={[
            'Encoder',
            axis,
            `${metricDisplay[metric].label} ${metricDisplay[metric].unit}`,
            'Frontier',
          ]}
          rows={known.map(({ entry, value, ...point }) => ({
            key: entry.entryId,
            cells: [
              entry.name,
              textOf(value),
              scoreText(metric, entry),
              best.some((other) => other.entry === entry && other.score === point.score) ? 'yes' : '',
            ],
          }))}
        />
      }
    >
      <Plot x={x} y={y}>
        <PlotLine points={line} className="text-accent/60" dashes="5 4" />
        {known.map((point) => (
          <PlotLink
            key={point.entry.entryId}
            x={x.place(point.value)}
            y={y.place(point.score)}
            href={entryHref(point.entry.entryId)}
            name={point.entry.name}
            detail={`${metricDisplay[metric].label} ${scoreText(metric, point.entry)}, ${textOf(point.value)}`}
            emphasised={best.includes(point)}
          />
        ))}
      </Plot>
    </FigureFrame>
  );
}

const oneBest = 'One encoder is best on both axes.';
