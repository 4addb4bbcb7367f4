import pg from 'pg';
import { readDatamodel, readMigrations } from './migration-files.ts';
import { withSchemaEngine } from './schema-engine.ts';

const everything = { externalTables: [], externalEnums: [] };

/** The database was migrated by a newer version, whose data this one would not understand. */
export class UnknownMigrations extends Error {
  override readonly name = 'UnknownMigrations';
  constructor(names: readonly string[]) {
    super(
      `The database has migrations that this version does not know (${names.join(', ')}): a newer version of Clusterboard has used it. Start that version, or restore a backup from before it.`,
    );
  }
}

/** @throws UnknownMigrations */
async function refuseUnknown(databaseUrl: string, known: ReadonlySet<string>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const table = await client.query(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS "exists"`);
    if (table.rows[0]?.exists !== true) return;
    const { rows } = await client.query<{ name: string }>(
      `SELECT "migration_name" AS "name" FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL ORDER BY 1`,
    );
    const unknown = rows.map(({ name }) => name).filter((name) => !known.has(name));
    if (unknown.length > 0) throw new UnknownMigrations(unknown);
  } finally {
    await client.end();
  }
}

/**
 * Applies every migration that the database does not have yet, in order, and records them in
 * `_prisma_migrations` as `prisma migrate deploy` does.
 *
 * @param only apply these alone, for a backup of an earlier version
 * @returns the names of those applied now
 * @throws UnknownMigrations when the database is newer, and Error when one fails or an applied one was edited
 */
export async function migrate(databaseUrl: string, only?: readonly string[]): Promise<readonly string[]> {
  const all = await readMigrations();
  const migrationDirectories = all.migrationDirectories.filter(({ path }) => only?.includes(path) ?? true);
  const migrationsList = { ...all, migrationDirectories };
  await refuseUnknown(databaseUrl, new Set(migrationsList.migrationDirectories.map(({ path }) => path)));
  return withSchemaEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList,
      filters: everything,
    });
    return appliedMigrationNames;
  });
}

/**
 * The SQL that makes an empty database match `schema.prisma`. A test holds what it makes against
 * what the committed migrations make. (A draft from a live database would need the engine to read
 * the catalogue, whose type "char" the `pg` adapter of Prisma 7.10 cannot decode.)
 */
export async function draftWholeSchema(databaseUrl: string): Promise<string> {
  return withSchemaEngine(databaseUrl, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', ...(await readDatamodel()) },
      script: true,
      exitCode: null,
      filters: everything,
    });
    if (!stdout) throw new Error('The schema engine drafted nothing.');
    return stdout;
  });
}
