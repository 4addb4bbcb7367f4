import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { readMigrations } from './migration-files.ts';

/**
 * The database of the version before enums and score rows, as `npm start` left it on 2026-11-27: 18 shipped
 * encoders on two boards, one board scored again under another protocol, one entry withdrawn. Left out to keep
 * it small: maps but one, and replicates of all but the current results on digits.
 */
const golden = (name: string) =>
  fileURLToPath(new URL(`../../golden/previous-version.${name}.gz`, import.meta.url));
const read = async (name: string) => gunzipSync(await readFile(golden(name))).toString('utf8');

const lastMigration = '20261124220000_entry_kind';

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** What the statement returns, of the database as it is: for facts that no store reads. */
export const rowsOf = (url: string, statement: string): Promise<Record<string, unknown>[]> =>
  withClient(url, async (client) => (await client.query<Record<string, unknown>>(statement)).rows);

/** Runs statements one after the other. */
export const executeAll = (url: string, statements: readonly string[]): Promise<void> =>
  withClient(url, async (client) => {
    for (const statement of statements) await client.query(statement);
  });

/** Makes a database what the previous version had made of it: its schema, then its rows. */
export async function loadPreviousVersion(url: string): Promise<void> {
  const rows = await read('sql');
  const { migrationDirectories } = await readMigrations();
  const scripts = migrationDirectories
    .filter(({ path }) => path <= lastMigration)
    .map(({ migrationFile: { content } }) => {
      if (content.tag !== 'ok') throw new Error('a migration cannot be read');
      return content.value;
    });
  const migrations = `CREATE TABLE "_prisma_migrations" (
    "id" varchar(36) PRIMARY KEY, "checksum" varchar(64) NOT NULL, "finished_at" timestamptz,
    "migration_name" varchar(255) NOT NULL, "logs" text, "rolled_back_at" timestamptz,
    "started_at" timestamptz NOT NULL DEFAULT now(), "applied_steps_count" int NOT NULL DEFAULT 0)`;
  await withClient(url, async (client) => {
    await client.query('DROP SCHEMA public CASCADE');
    await client.query('CREATE SCHEMA public');
    for (const script of [...scripts, migrations, rows]) await client.query(script);
  });
}

export interface PreviousAnswers {
  readonly queries: readonly string[];
  readonly answers: readonly {
    readonly name: string;
    /** Index in `queries`. */
    readonly query: number;
    readonly variables: Record<string, unknown>;
    readonly data: unknown;
  }[];
}

/** What the previous version's API answered about this data. */
export const readPreviousAnswers = async (): Promise<PreviousAnswers> =>
  JSON.parse(await read('answers.json'));
