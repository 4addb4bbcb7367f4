import {
  type ColumnDef,
  columnVisibilityFeature,
  constructTable,
  rowPinningFeature,
  tableFeatures,
} from '@tanstack/table-core';
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings';
import type { BoardEntry } from '../server/read-board.ts';
import { columnIds } from './board-columns.ts';
import type { BoardView } from './board-view.ts';

/** Order, search and pages are the API's; only what is shown of a page is decided here. */
const features = tableFeatures({
  columnVisibilityFeature,
  rowPinningFeature,
  coreReactivityFeature: storeReactivityBindings(),
});

const columns: ColumnDef<typeof features, BoardEntry>[] = columnIds.map((id) => ({
  id,
  accessorFn: (entry) => entry,
}));

/**
 * The rows and columns of a board as its URL wants them.
 *
 * @param page the entries of this page, in order
 * @param kept pinned entries from elsewhere on the board
 */
export function boardModel(view: BoardView, page: readonly BoardEntry[], kept: readonly BoardEntry[]) {
  const data = [...page, ...kept.filter((entry) => !page.some(({ entryId }) => entryId === entry.entryId))];
  const present = view.pins.filter((id) => data.some(({ entryId }) => entryId === id));
  const table = constructTable({
    features,
    data,
    columns,
    getRowId: ({ entryId }) => entryId,
    initialState: {
      columnVisibility: Object.fromEntries(columnIds.map((id) => [id, view.columns.includes(id)])),
      rowPinning: { top: present, bottom: [] },
    },
  });
  const entriesOf = (rows: ReturnType<typeof table.getTopRows>) => rows.map((row) => row.original);
  return {
    columns: columnIds.filter((id) => table.getColumn(id)?.getIsVisible()),
    pinned: entriesOf(table.getTopRows()),
    entries: entriesOf(table.getCenterRows()),
  };
}
