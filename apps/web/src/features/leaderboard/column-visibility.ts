/** Narrow screens show only the column that the board is ordered by. */
export const columnVisibility = (ordered: boolean): string => (ordered ? '' : 'hidden md:table-cell');
