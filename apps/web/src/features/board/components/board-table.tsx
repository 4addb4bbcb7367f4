import type { ColumnId } from '../lib/board-columns.ts';
import type { BoardView } from '../lib/board-view.ts';
import type { BoardEntry } from '../server/read-board.ts';
import { BoardRow } from './board-row.tsx';
import { SortHeader } from './sort-header.tsx';

interface Props {
  readonly caption: string;
  readonly view: BoardView;
  readonly classes: number;
  readonly columns: readonly ColumnId[];
  readonly pinned: readonly BoardEntry[];
  readonly entries: readonly BoardEntry[];
}

/**
 * The board as one table. Narrow screens keep rank, name and the column it is ordered by; the other
 * figures move under the name, so that nothing scrolls sideways.
 */
export function BoardTable({ caption, view, classes, columns, pinned, entries }: Props) {
  const row = (entry: BoardEntry) => <BoardRow key={entry.entryId} {...{ view, entry, columns, classes }} />;
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead className="sticky top-0 z-5 bg-surface text-left text-xs shadow-[inset_0_-1px_var(--line-strong)]">
        <tr>
          <th scope="col" className="py-2.5 pr-1 pl-3 text-right font-medium text-ink-soft sm:w-24">
            <span aria-hidden="true">#</span>
            <span className="sr-only">Rank</span>
          </th>
          <th scope="col" className="px-3 py-2.5 font-medium text-ink-soft">
            Encoder
          </th>
          {columns.map((id) => (
            <SortHeader key={id} {...{ view, id }} />
          ))}
        </tr>
      </thead>
      {pinned.length === 0 ? null : (
        <tbody className="divide-y divide-line border-b-2 border-line-strong bg-accent-soft/40">
          {pinned.map(row)}
        </tbody>
      )}
      <tbody className="divide-y divide-line">{entries.map(row)}</tbody>
    </table>
  );
}
