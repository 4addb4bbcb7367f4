import type { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import type { Database } from './database.ts';

/** A database or a transaction on it. */
export type Queryable = Pick<Database | Prisma.TransactionClient, '$queryRaw'>;

/** A query returned a row that is not what its caller declared: statement and schema of the row disagree. */
export class RowMismatch extends Error {
  override readonly name = 'RowMismatch';
}

/**
 * Columns that zod has no exact type for. Others are plain zod: `z.string()` for text and enums' text, `z.int()`
 * for int4, `z.bigint()` for int8 (`count(*)` without a cast), `z.boolean()`, `z.date()` for timestamptz and
 * `z.enum(…)` for Postgres enums.
 */
export const column = {
  /** float8, which may be infinite; `z.number()` would refuse that. */
  float: z.custom<number>((value) => typeof value === 'number', 'expected a number'),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'expected bytes'),
  /** json or jsonb, as parsed; SQL NULL and JSON null are both null. */
  json: z.custom<Prisma.JsonValue>((value) => value !== undefined, 'expected JSON'),
} as const;

/**
 * Runs a query and checks every row against `row`, so that a renamed, missing or retyped column fails at the
 * query and not pages later. An object schema drops columns beyond its own.
 *
 * @throws RowMismatch naming row, column and both types
 */
export async function queryRows<Output extends object>(
  database: Queryable,
  row: z.ZodType<Output>,
  query: Prisma.Sql,
): Promise<Output[]> {
  const rows: unknown = await database.$queryRaw(query);
  if (!Array.isArray(rows)) throw new RowMismatch('the query returned no rows at all, not even none');
  return rows.map((value: unknown, index) => {
    const parsed = row.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new RowMismatch(
      `row ${index + 1} of ${rows.length}: ${parsed.error.issues.map((issue) => described(issue, value)).join('; ')}`,
    );
  });
}

/** The first row of a query, checked as by {@link queryRows}; undefined where it has none. */
export async function queryRow<Output extends object>(
  database: Queryable,
  row: z.ZodType<Output>,
  query: Prisma.Sql,
): Promise<Output | undefined> {
  const [first] = await queryRows(database, row, query);
  return first;
}

/**
 * The first row of a query, checked as by {@link queryRows}.
 *
 * @throws Error with `missing` as its message where it has none
 */
export async function queryRowOrThrow<Output extends object>(
  database: Queryable,
  row: z.ZodType<Output>,
  query: Prisma.Sql,
  missing: string,
): Promise<Output> {
  const first = await queryRow(database, row, query);
  if (!first) throw new Error(missing);
  return first;
}

function described({ path, message }: z.core.$ZodIssue, row: unknown): string {
  const name = String(path[0] ?? '');
  const there = typeof row === 'object' && row !== null && name in row;
  return there ? `column "${path.join('.')}": ${message}` : `column "${name}" is missing`;
}
