import { execa } from 'execa';
import { z } from 'zod';
import { median, type Row } from './report.ts';

const reportSchema = z.object({ rows: z.array(z.record(z.string(), z.union([z.string(), z.number()]))) });

/** Times that each revision is measured: in turn, so that a busy machine slows both. */
const rounds = 2;

/** The table of a benchmark as another process measures it in a checkout, which must be set up. */
async function measureIn(checkout: string, args: readonly string[]): Promise<readonly Row[]> {
  const { stdout } = await execa('npm', ['run', '--silent', 'bench', '--', ...args, '--json'], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return reportSchema.parse(JSON.parse(stdout)).rows;
}

/** The rows of a table by what they are about; of several about the same, by their order too. */
function byLabel(rows: readonly Row[]): Map<string, Row> {
  const labelled = new Map<string, Row>();
  for (const row of rows) {
    const label = [row.what, row.entries].filter((part) => part !== undefined).join(', ');
    const others = rows
      .slice(0, rows.indexOf(row))
      .filter(({ what, entries }) => what === row.what && entries === row.entries);
    labelled.set(others.length === 0 ? label : `${label} (${others.length + 1})`, row);
  }
  return labelled;
}

const medianOf = (tables: readonly ReadonlyMap<string, Row>[], label: string, column: string): number =>
  median(
    tables.flatMap((table) => {
      const value = table.get(label)?.[column];
      return typeof value === 'number' ? [value] : [];
    }),
  );

/**
 * Measures this checkout and another in turn, and gives the median of each figure in both with their ratio,
 * this one over the other.
 */
export async function measureAgainst(
  other: string,
  here: string,
  args: readonly string[],
  note: (line: string) => void,
): Promise<Row[]> {
  const [ours, theirs]: [Map<string, Row>[], Map<string, Row>[]] = [[], []];
  for (let round = 1; round <= rounds; round++) {
    for (const [name, checkout, tables] of [
      ['this checkout', here, ours],
      ['the other', other, theirs],
    ] as const) {
      note(`round ${round} of ${rounds}: ${name}`);
      tables.push(byLabel(await measureIn(checkout, args)));
    }
  }
  return [...(ours[0] ?? [])].flatMap(([label, row]) =>
    Object.keys(row)
      .filter((column) => column !== 'entries' && typeof row[column] === 'number')
      .map((column) => {
        const [own, peer] = [medianOf(ours, label, column), medianOf(theirs, label, column)];
        return { what: label, figure: column, 'this checkout': own, 'the other': peer, ratio: own / peer };
      }),
  );
}
