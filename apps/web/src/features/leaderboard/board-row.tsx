import Link from 'next/link';
import { formatCount, formatScore, formatWhole } from '../figures/format.ts';
import { type Metric, metricKey, metrics } from '../figures/metrics.ts';
import { ScoreBar } from '../figures/score-bar.tsx';
import { ScoreFigure } from '../figures/score-figure.tsx';
import { Timestamp } from '../site/timestamp.tsx';
import { columnVisibility } from './column-visibility.ts';
import type { BoardEntry } from './read-board.ts';

interface Props {
  readonly entry: BoardEntry;
  readonly ordered: Metric;
  readonly classes: number;
}

export function BoardRow({ entry, ordered, classes }: Props) {
  return (
    <tr className="relative align-top hover:bg-sunken">
      <td
        className={`py-3 pr-1 pl-4 text-right tabular-nums ${entry.rank <= 3 ? 'font-semibold text-accent' : 'text-ink-faint'}`}
      >
        {entry.rank}
      </td>
      <th scope="row" className="w-full max-w-0 px-3 py-3 text-left font-normal lg:w-[26%]">
        <Link
          href={`/entries/${encodeURIComponent(entry.entryId)}`}
          className="line-clamp-2 font-medium break-words after:absolute after:inset-0 after:content-[''] hover:text-accent"
        >
          {entry.name}
        </Link>
        <span className="block truncate text-xs text-ink-faint">{entry.submittedBy}</span>
        <CondensedFigures entry={entry} ordered={ordered} />
      </th>
      {metrics.map((metric) => {
        const score = entry.scores[metricKey(metric)];
        return (
          <td
            key={metric}
            className={`px-3 py-3 text-right max-sm:pr-4 max-sm:pl-0 sm:min-w-30 ${columnVisibility(metric === ordered)} ${metric === ordered ? 'font-medium' : ''}`}
          >
            <ScoreFigure metric={metric} score={score} aligned />
            <div className="mt-1.5">
              <ScoreBar metric={metric} score={score} classes={classes} emphasised={metric === ordered} />
            </div>
          </td>
        );
      })}
      <td className="hidden px-3 py-3 text-right whitespace-nowrap tabular-nums lg:table-cell">
        {entry.parameters === null ? '–' : formatCount(entry.parameters)}
      </td>
      <td className="hidden px-3 py-3 text-right tabular-nums lg:table-cell">
        {formatWhole(entry.featureDimension)}
      </td>
      <td className="hidden py-3 pr-4 pl-3 text-right text-ink-faint tabular-nums lg:table-cell">
        <Timestamp at={entry.publishedAt} />
      </td>
    </tr>
  );
}

/** What narrow screens have no column for. */
function CondensedFigures({ entry, ordered }: { entry: BoardEntry; ordered: Metric }) {
  const others = metrics.filter((metric) => metric !== ordered);
  return (
    <span className="mt-1.5 block text-xs leading-relaxed text-ink-soft tabular-nums lg:hidden">
      <span className="md:hidden">
        {others.map((metric) => (
          <span key={metric} className="mr-2 inline-block whitespace-nowrap">
            <span className="text-ink-faint">{metric}</span>{' '}
            {formatScore(metric, entry.scores[metricKey(metric)].mean)}
          </span>
        ))}
      </span>
      <span className="inline-block whitespace-nowrap text-ink-faint">
        {entry.parameters === null ? '' : `${formatCount(entry.parameters)} parameters, `}
        {formatWhole(entry.featureDimension)} dim.
      </span>
    </span>
  );
}
