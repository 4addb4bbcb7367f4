import { metrics } from '../figures/metrics.ts';
import { BoardRow } from './board-row.tsx';
import type { BoardView } from './board-view.ts';
import { MetricHeader } from './metric-header.tsx';
import type { BoardEntry } from './read-board.ts';

interface Props {
  readonly slug: string;
  readonly caption: string;
  readonly view: BoardView;
  readonly classes: number;
  readonly entries: readonly BoardEntry[];
}

const plainHeader = 'px-3 py-2.5 font-medium text-ink-faint';

/**
 * The board as one table. Narrow screens keep rank, name and the metric it is ordered by; the other
 * figures move under the name, so that nothing scrolls sideways.
 */
export function BoardTable({ slug, caption, view, classes, entries }: Props) {
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead className="border-b border-line-strong text-left text-xs">
        <tr>
          <th scope="col" className="w-10 py-2.5 pr-1 pl-4 text-right font-medium text-ink-faint sm:w-12">
            <span aria-hidden="true">#</span>
            <span className="sr-only">Rank</span>
          </th>
          <th scope="col" className={plainHeader}>
            Encoder
          </th>
          {metrics.map((metric) => (
            <MetricHeader key={metric} slug={slug} view={view} metric={metric} />
          ))}
          <th scope="col" className={`${plainHeader} hidden text-right lg:table-cell`}>
            Parameters
          </th>
          <th scope="col" className={`${plainHeader} hidden text-right lg:table-cell`}>
            <abbr title="Feature dimension" className="no-underline">
              Dim.
            </abbr>
          </th>
          <th scope="col" className={`${plainHeader} hidden pr-4 text-right lg:table-cell`}>
            Date
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {entries.map((entry) => (
          <BoardRow key={entry.entryId} entry={entry} ordered={view.metric} classes={classes} />
        ))}
      </tbody>
    </table>
  );
}
