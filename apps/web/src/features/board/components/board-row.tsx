import Link from 'next/link';
import { Timestamp } from '../../../ui/timestamp.tsx';
import { entryHref } from '../../entry/lib/entry-href.ts';
import { CountFigure } from '../../formatting/count-figure.tsx';
import { formatWhole } from '../../formatting/format.ts';
import { ScoreBar } from '../../scores/components/score-bar.tsx';
import { ScoreFigure } from '../../scores/components/score-figure.tsx';
import { scoreOf } from '../../scores/lib/metrics.ts';
import { type ColumnId, metricOf } from '../lib/board-columns.ts';
import { type BoardView, rankMetric } from '../lib/board-view.ts';
import { columnVisibility } from '../lib/column-visibility.ts';
import type { BoardEntry } from '../server/read-board.ts';
import { CondensedFigures } from './condensed-figures.tsx';
import { RowActions } from './row-actions.tsx';

interface Props {
  readonly view: BoardView;
  readonly entry: BoardEntry;
  readonly columns: readonly ColumnId[];
  readonly classes: number;
}

export function BoardRow({ view, entry, columns, classes }: Props) {
  return (
    <tr className="relative align-top hover:bg-sunken">
      <td className="py-3 pr-1 pl-3 text-right text-ink-soft tabular-nums">
        <span className="flex flex-col items-center gap-1.5 sm:flex-row-reverse sm:items-start sm:gap-2">
          <Rank entry={entry} />
          <RowActions entryId={entry.entryId} name={entry.name} />
        </span>
      </td>
      <th scope="row" className="w-full max-w-0 px-3 py-3 text-left font-normal lg:w-[26%]">
        <Link
          href={entryHref(entry.entryId)}
          prefetch={false}
          className="line-clamp-2 font-medium break-words after:absolute after:inset-0 after:content-[''] hover:text-accent"
        >
          {entry.name}
        </Link>
        <Submitter entry={entry} />
        <CondensedFigures {...{ view, entry }} />
      </th>
      {columns.map((id) => (
        <Cell key={id} {...{ id, view, entry, classes }} />
      ))}
    </tr>
  );
}

/** The rank and its range of statistically tied ranks. */
function Rank({ entry: { rank, rankInterval } }: { entry: BoardEntry }) {
  const open = rankInterval && rankInterval.first !== rankInterval.last ? rankInterval : null;
  return (
    <span className="flex flex-col items-center sm:min-w-[3ch] sm:flex-1 sm:items-end">
      <span className={rank <= 3 ? 'font-semibold text-accent' : ''}>{rank}</span>
      {open ? (
        <span className="text-[0.7rem] leading-4 whitespace-nowrap text-ink-faint">
          <span className="sr-only">, statistically tied, ranks </span>
          {open.first}
          <span aria-hidden="true">–</span>
          <span className="sr-only"> to </span>
          {open.last}
        </span>
      ) : null}
    </span>
  );
}

/** Who submitted it; the tag of a baseline keeps its room however long the name is. */
function Submitter({ entry: { submittedBy, kind } }: { entry: BoardEntry }) {
  return (
    <span className="flex items-center gap-1.5 text-xs text-ink-faint">
      <span className="truncate">{submittedBy}</span>
      {kind === 'BASELINE' ? (
        <span className="shrink-0 rounded-sm border border-line-strong px-1 text-[0.7rem] leading-4">
          <span className="sr-only">, </span>baseline
        </span>
      ) : null}
    </span>
  );
}

const plainCell = 'px-3 py-3 text-right whitespace-nowrap tabular-nums last:pr-4';

function Cell({ id, view, entry, classes }: Omit<Props, 'columns'> & { id: ColumnId }) {
  const metric = metricOf(id);
  if (metric === null) {
    return (
      <td className={`${plainCell} ${columnVisibility(id, view)}`}>
        <PlainFigure {...{ id, entry }} />
      </td>
    );
  }
  const ordered = metric === rankMetric(view);
  const score = scoreOf(entry.scores, metric);
  return (
    <td
      className={`px-3 py-3 text-right last:pr-4 max-sm:pr-4 max-sm:pl-0 sm:min-w-30 ${columnVisibility(id, view)} ${ordered ? 'font-medium' : ''}`}
    >
      {score === null ? (
        <span title="Evaluated before this metric existed">–</span>
      ) : (
        <>
          <ScoreFigure metric={metric} score={score} aligned />
          <div className="mt-1.5">
            <ScoreBar metric={metric} score={score} classes={classes} emphasised={ordered} />
          </div>
        </>
      )}
    </td>
  );
}

function PlainFigure({ id, entry }: { id: ColumnId; entry: BoardEntry }) {
  if (id === 'parameters') return entry.parameters === null ? '–' : <CountFigure count={entry.parameters} />;
  if (id === 'dimension') return formatWhole(entry.featureDimension);
  if (id === 'speed') return formatWhole(Math.round(entry.imagesPerSecond));
  return (
    <span className="text-ink-faint">
      <Timestamp at={entry.publishedAt} />
    </span>
  );
}
