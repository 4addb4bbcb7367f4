import { AttemptOutcome, AttemptTask, ExecutionProvider } from '@clusterboard/database/enums';
import { useDatabase } from '@clusterboard/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { migrate, UnknownMigrations } from './migrate.ts';
import { executeAll, loadPreviousVersion, rowsOf } from './previous-version.fixture.ts';

const database = useDatabase();

/** Columns that were text in the previous version, with every value that it could write. */
const columns = [
  { table: 'Attempt', column: 'task', type: 'AttemptTask', values: Object.values(AttemptTask) },
  {
    table: 'Attempt',
    column: 'outcome',
    type: 'AttemptOutcome',
    // That of a pause came later.
    values: [...Object.values(AttemptOutcome).filter((outcome) => outcome !== 'PAUSED'), null],
  },
  { table: 'Submission', column: 'pooling', type: 'Pooling', values: ['mean', 'first'] },
  {
    table: 'Evaluation',
    column: 'executionProvider',
    type: 'ExecutionProvider',
    values: Object.values(ExecutionProvider),
  },
] as const;

describe('migration of the text columns to enums', () => {
  const before = new Map<string, unknown>();
  const stored = ({ table, column }: (typeof columns)[number]) =>
    rowsOf(database.url, `SELECT "id", "${column}"::text AS "value" FROM "${table}" ORDER BY "id"`);

  beforeAll(async () => {
    await loadPreviousVersion(database.url);
    // An attempt's number tells it apart once tasks are given out again.
    await executeAll(database.url, [
      `UPDATE "Attempt" a SET "number" = n."number"
       FROM (SELECT "id", row_number() OVER (ORDER BY "id") AS "number" FROM "Attempt") n WHERE n."id" = a."id"`,
      ...columns.map(({ table, column, values }) => {
        const list = values.map((value) => (value === null ? 'NULL' : `'${value}'`)).join(', ');
        return `UPDATE "${table}" t SET "${column}" = (ARRAY[${list}]::text[])[1 + n."row" % ${values.length}]
          FROM (SELECT "id", row_number() OVER (ORDER BY "id") AS "row" FROM "${table}") n WHERE n."id" = t."id"`;
      }),
    ]);
    for (const column of columns) before.set(column.column, await stored(column));
    await migrate(database.url);
  });

  it.each(columns)('keeps every value of $table.$column as a $type', async (column) => {
    const rows = await stored(column);
    expect(rows).toEqual(before.get(column.column));
    expect(new Set(rows.map(({ value }) => value))).toEqual(new Set(column.values));
    const [described] = await rowsOf(
      database.url,
      `SELECT udt_name AS "type", column_default AS "default" FROM information_schema.columns
       WHERE table_name = '${column.table}' AND column_name = '${column.column}'`,
    );
    expect(described).toEqual({ type: column.type, default: null });
  });
});

it('refuses a database that a newer version has migrated, and changes nothing', async () => {
  await migrate(database.url);
  const record = (name: string) =>
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "started_at")
     VALUES ('${name}', 'x', '${name}', now(), now())`;
  await executeAll(database.url, [record('29990101000000_tomorrow')]);
  const applied = () => rowsOf(database.url, 'SELECT * FROM "_prisma_migrations" ORDER BY "migration_name"');
  const before = await applied();
  await expect(migrate(database.url)).rejects.toThrow(UnknownMigrations);
  await expect(migrate(database.url)).rejects.toThrow('(29990101000000_tomorrow)');
  expect(await applied()).toEqual(before);
  await executeAll(database.url, [`DELETE FROM "_prisma_migrations" WHERE "id" = '29990101000000_tomorrow'`]);
  expect(await migrate(database.url)).toEqual([]);
});
