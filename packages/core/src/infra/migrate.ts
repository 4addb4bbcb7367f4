import { readDatamodel, readMigrations } from './migration-files.ts';
import { withSchemaEngine } from './schema-engine.ts';

const everything = { externalTables: [], externalEnums: [] };

/**
 * Applies every migration that the database does not have yet, in order, and records them in
 * `_prisma_migrations` as `prisma migrate deploy` does.
 *
 * @returns the names of those applied now; throws when one fails or an applied one was edited.
 */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
  return withSchemaEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await readMigrations(),
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
