import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate } from '../infra/migrate.ts';
import { readMigrations } from '../infra/migration-files.ts';
import { appliedMigrations, type BackedUpDatabase, listTables } from './backup-tables.ts';

/** A backup cannot be restored here; the message says why. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
}

/** @throws RestoreRefused when the backup has migrations that this version does not know */
export async function requireKnownMigrations({ migrations }: BackedUpDatabase): Promise<void> {
  const { migrationDirectories } = await readMigrations();
  const known = new Set(migrationDirectories.map(({ path }) => path));
  const unknown = migrations.filter((name) => !known.has(name));
  if (unknown.length === 0 && migrations.length > 0) return;
  throw new RestoreRefused(
    migrations.length === 0
      ? 'The backup is of an empty database.'
      : `The backup was made by a newer version of Clusterboard (${unknown.join(', ')}): restore it with that version.`,
  );
}

/** @throws RestoreRefused unless the database has no rows, and no tables of another version */
async function requireEmpty(client: pg.Client, migrations: readonly string[]): Promise<void> {
  const tables = await listTables(client);
  for (const { name } of tables) {
    const { rowCount } = await client.query(`SELECT FROM ${pg.escapeIdentifier(name)} LIMIT 1`);
    if (rowCount === 0) continue;
    throw new RestoreRefused(
      `The database is not empty (${name} has rows). Restore into a new data directory, or an empty database.`,
    );
  }
  const applied = await appliedMigrations(client);
  if (tables.length > 0 && applied.join() !== migrations.join()) {
    throw new RestoreRefused(
      'The database has the tables of another version than the backup. Restore into a new data directory, or an empty database.',
    );
  }
}

async function connected<T>(databaseUrl: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** All tables and sequences in one transaction, so that a restore that fails leaves none of them filled. */
async function fill(
  client: pg.Client,
  { tables, sequences }: BackedUpDatabase,
  read: (table: string) => Readable,
): Promise<void> {
  await client.query('BEGIN');
  for (const { name, columns, rows } of tables) {
    const columnList = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    const copy = client.query(copyFrom(`COPY ${pg.escapeIdentifier(name)} (${columnList}) FROM STDIN`));
    await pipeline(read(name), copy);
    if (copy.rowCount !== rows) throw new Error(`${name} has ${copy.rowCount} rows, not ${rows}`);
  }
  for (const { name, lastValue, isCalled } of sequences) {
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [
      pg.escapeIdentifier(name),
      lastValue,
      isCalled,
    ]);
  }
  await client.query('COMMIT');
}

/**
 * Fills an empty database with a backup: makes the tables of the backup's version, copies the rows, and applies
 * the migrations that came later.
 *
 * @param read gives the rows of a table, as COPY wrote them
 * @param beforeRows puts in place what rows refer to; called once the database is known to be empty
 * @throws RestoreRefused when the backup is newer, or the database is not empty
 */
export async function loadDatabase(
  databaseUrl: string,
  backup: BackedUpDatabase,
  read: (table: string) => Readable,
  beforeRows: () => Promise<void>,
): Promise<void> {
  await requireKnownMigrations(backup);
  await connected(databaseUrl, (client) => requireEmpty(client, backup.migrations));
  await beforeRows();
  await migrate(databaseUrl, backup.migrations);
  await connected(databaseUrl, (client) => fill(client, backup, read));
  await migrate(databaseUrl);
}
