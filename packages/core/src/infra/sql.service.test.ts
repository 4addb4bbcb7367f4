import { Prisma } from '@clusterboard/database/client';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useCoreDatabase } from './core-database.fixture.ts';
import { column, queryRow, queryRows, RowMismatch } from './sql.ts';

const database = useCoreDatabase();

const everything = z.object({
  text: z.string(),
  int: z.int(),
  long: z.bigint(),
  float: column.float,
  infinite: column.float,
  flag: z.boolean(),
  at: z.date(),
  state: z.enum(['QUEUED', 'RANKED']),
  bytes: column.bytes,
  json: column.json,
  none: z.string().nullable(),
});

const oneOfEach = Prisma.sql`SELECT 'a' AS "text", 1::int4 AS "int", 2::int8 AS "long", 0.5::float8 AS "float",
  'Infinity'::float8 AS "infinite", TRUE AS "flag", '2026-11-27T09:00:00Z'::timestamptz AS "at",
  'RANKED'::"SubmissionState" AS "state", '\\x0102'::bytea AS "bytes", '{"a": [1]}'::jsonb AS "json",
  NULL::text AS "none"`;

describe('rows of a query', () => {
  it('come with the types that were declared', async () => {
    expect(await queryRows(database, everything, oneOfEach)).toEqual([
      {
        text: 'a',
        int: 1,
        long: 2n,
        float: 0.5,
        infinite: Number.POSITIVE_INFINITY,
        flag: true,
        at: new Date('2026-11-27T09:00:00Z'),
        state: 'RANKED',
        bytes: new Uint8Array([1, 2]),
        json: { a: [1] },
        none: null,
      },
    ]);
  });

  it('are none where nothing is found', async () => {
    const row = z.object({ id: z.string() });
    const nothing = Prisma.sql`SELECT "id" FROM "Benchmark" WHERE FALSE`;
    expect(await queryRows(database, row, nothing)).toEqual([]);
    expect(await queryRow(database, row, nothing)).toBeUndefined();
  });

  it('are refused when a column is missing, naming it', async () => {
    const row = z.object({ id: z.string(), rank: z.int() });
    await expect(queryRows(database, row, Prisma.sql`SELECT 'a' AS "id", 1 AS "place"`)).rejects.toThrow(
      new RowMismatch('row 1 of 1: column "rank" is missing'),
    );
  });

  it('are refused when a column is of another type, naming row, column and types', async () => {
    const row = z.object({ count: z.int() });
    const query = Prisma.sql`SELECT * FROM (VALUES (1), (NULL)) v("count")`;
    await expect(queryRows(database, row, query)).rejects.toThrow(
      new RowMismatch('row 2 of 2: column "count": Invalid input: expected number, received null'),
    );
  });

  it('are refused when an enum has grown a value that the caller does not know', async () => {
    const row = z.object({ state: z.enum(['QUEUED']) });
    const query = Prisma.sql`SELECT 'RANKED'::"SubmissionState" AS "state"`;
    await expect(queryRows(database, row, query)).rejects.toThrow(
      /column "state": Invalid input: expected "QUEUED"/,
    );
  });
});
