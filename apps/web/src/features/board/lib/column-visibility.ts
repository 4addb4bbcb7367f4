import type { ColumnId } from './board-columns.ts';
import type { BoardView } from './board-view.ts';

type Shown = Pick<BoardView, 'columns' | 'order'>;

/** Widths of the screen from which on a column may have room, the narrowest first. */
const rooms = ['always', 'md', 'lg', 'xl', 'never'] as const;
type Room = (typeof rooms)[number];

/** The pixels that a board has for its table at the least, from each breakpoint on. */
const boardWidths = { md: 718, lg: 974, xl: 1102 } as const;
type Breakpoint = keyof typeof boardWidths;
const breakpoints: readonly Breakpoint[] = ['md', 'lg', 'xl'];

/** Rank, and a name that can be read on two lines. */
const rankAndName = 232;
const metricColumn = { width: 120, from: 'md' } as const;
const otherColumns = {
  parameters: { width: 84, from: 'lg' },
  dimension: { width: 67, from: 'lg' },
  speed: { width: 95, from: 'xl' },
  date: { width: 111, from: 'lg' },
} as const;

const formOf = (id: ColumnId): { width: number; from: Breakpoint } =>
  id in otherColumns ? otherColumns[id as keyof typeof otherColumns] : metricColumn;

const isDue = (id: ColumnId, at: Breakpoint) =>
  breakpoints.indexOf(formOf(id).from) <= breakpoints.indexOf(at);

/** The column that orders the board is always shown; of the others as many as there is room for, in order. */
function roomOf(id: ColumnId, { columns, order }: Shown): Room {
  if (id === order) return 'always';
  const before = columns.slice(0, columns.indexOf(id) + 1).filter((other) => other !== order);
  const widthAt = (at: Breakpoint) =>
    [order, ...before.filter((other) => isDue(other, at))].reduce(
      (sum, other) => sum + formOf(other).width,
      rankAndName,
    );
  return breakpoints.find((at) => isDue(id, at) && widthAt(at) <= boardWidths[at]) ?? 'never';
}

const inColumn = {
  always: '',
  md: 'hidden md:table-cell',
  lg: 'hidden lg:table-cell',
  xl: 'hidden xl:table-cell',
  never: 'hidden',
} as const satisfies Record<Room, string>;

const underName = {
  always: 'hidden',
  md: 'md:hidden',
  lg: 'lg:hidden',
  xl: 'xl:hidden',
  never: '',
} as const satisfies Record<Room, string>;

/** Shows a cell of a column where there is room for it. */
export const columnVisibility = (id: ColumnId, shown: Shown): string => inColumn[roomOf(id, shown)];

/** Shows a figure under the name of its entry wherever its column is not shown. */
export const condensedVisibility = (id: ColumnId, shown: Shown): string => underName[roomOf(id, shown)];

/** What stands under names on narrow screens; first what goes first where there is more room. */
export function condensedColumns(shown: Shown): ColumnId[] {
  const place = (id: ColumnId) => rooms.indexOf(roomOf(id, shown));
  return shown.columns.filter((id) => id !== shown.order).toSorted((a, b) => place(a) - place(b));
}
