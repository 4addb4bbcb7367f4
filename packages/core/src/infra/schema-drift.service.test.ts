import { useDatabase } from '@clusterboard/testkit';
import pg from 'pg';
import { expect, it } from 'vitest';
import { draftWholeSchema } from './migrate.ts';

const migrated = useDatabase();
const drafted = useDatabase();

/** What Prisma's schema cannot say and only the migrations make. */
const onlyMigrated = [
  'constraint Submission_client_check',
  ...['parameters', 'dimension', 'speed', 'revision'].map((order) => `index Evaluation_board_${order}_idx`),
  'index Evaluation_baseline_idx',
  'index Evaluation_current_key',
  'index Evaluation_search_idx',
  'index OutboxMessage_undelivered_idx',
  'index Score_board_idx',
  'table _prisma_migrations',
];

const catalogueQuery = `
  SELECT 'table ' || table_name AS name, '' AS definition FROM information_schema.tables
    WHERE table_schema = 'public'
  UNION ALL
  SELECT 'column ' || table_name || '.' || column_name,
         concat_ws(' ', data_type, udt_name, is_nullable, column_default, datetime_precision)
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
  UNION ALL
  SELECT 'index ' || indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
  UNION ALL
  SELECT 'constraint ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid <> '"_prisma_migrations"'::regclass
  UNION ALL
  SELECT 'enum ' || typname || '.' || enumlabel, enumsortorder::text
    FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid
  ORDER BY 1`;

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function catalogue(url: string): Promise<string[]> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ name: string; definition: string }>(catalogueQuery),
  );
  return rows
    .filter(({ name }) => !onlyMigrated.includes(name))
    .map((row) => `${row.name}: ${row.definition}`);
}

it('arrives by its migrations at exactly what schema.prisma says', async () => {
  const script = await draftWholeSchema(drafted.url);
  await withClient(drafted.url, async (client) => {
    await client.query('DROP SCHEMA public CASCADE');
    await client.query(script);
    await client.query('CREATE TABLE "_prisma_migrations" ()');
  });
  const expected = await catalogue(drafted.url);
  expect(expected.length).toBeGreaterThan(100);
  expect(await catalogue(migrated.url)).toEqual(expected);
});
