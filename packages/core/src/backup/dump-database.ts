import type { Readable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import {
  appliedMigrations,
  type BackedUpDatabase,
  type BackedUpSequence,
  type BackedUpTable,
  listTables,
} from './backup-tables.ts';

async function sequences(client: pg.Client): Promise<readonly BackedUpSequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT "sequencename"::text AS "name" FROM pg_sequences WHERE "schemaname" = current_schema() ORDER BY 1`,
  );
  const found: BackedUpSequence[] = [];
  for (const { name } of rows) {
    const read = await client.query<Omit<BackedUpSequence, 'name'>>(
      `SELECT "last_value"::text AS "lastValue", "is_called" AS "isCalled" FROM ${pg.escapeIdentifier(name)}`,
    );
    const [values] = read.rows;
    if (values) found.push({ name, ...values });
  }
  return found;
}

/**
 * Reads a database as it is at one moment, while others write to it.
 *
 * @param write takes the rows of a table, as COPY writes them
 */
export async function dumpDatabase(
  databaseUrl: string,
  write: (table: string, rows: Readable) => Promise<void>,
): Promise<BackedUpDatabase> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const migrations = await appliedMigrations(client);
    const tables: BackedUpTable[] = [];
    for (const { name, columns } of await listTables(client)) {
      const columnList = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
      const rows = client.query(copyTo(`COPY ${pg.escapeIdentifier(name)} (${columnList}) TO STDOUT`));
      await write(name, rows);
      tables.push({ name, columns, rows: rows.rowCount });
    }
    // Not part of the transaction: read last, they are never behind the rows.
    const found = await sequences(client);
    await client.query('COMMIT');
    return { migrations, tables, sequences: found };
  } finally {
    await client.end();
  }
}
