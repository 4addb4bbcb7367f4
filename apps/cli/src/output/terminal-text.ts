/** `1 seed`, `5 seeds`, `3 classes`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

type Align = 'left' | 'right';

/** Rows of cells as lines, columns two spaces apart; the first column to the left unless told otherwise. */
export function table(rows: readonly (readonly string[])[], align: readonly Align[] = ['left']): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          (align[column] ?? 'right') === 'left'
            ? cell.padEnd(widths[column] ?? 0)
            : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
