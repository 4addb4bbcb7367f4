import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationList, SchemasContainer } from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Where the migrations lie when this file runs from its source. A bundled app must not migrate. */
export const databaseFolder = fileURLToPath(new URL('../../../../prisma', import.meta.url));

/** The committed migrations in the form that the schema engine takes, in order of their names. */
export async function readMigrations(): Promise<MigrationList> {
  const baseDir = join(databaseFolder, 'migrations');
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: await readFile(join(baseDir, path, 'migration.sql'), 'utf8') },
      },
    })),
  );
  const lockfile = await readFile(join(baseDir, 'migration_lock.toml'), 'utf8');
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: lockfile },
    shadowDbInitScript: '',
    migrationDirectories,
  };
}

/** The datamodel that the migrations have to arrive at. */
export async function readDatamodel(): Promise<SchemasContainer> {
  const content = await readFile(join(databaseFolder, 'schema.prisma'), 'utf8');
  return { files: [{ path: 'schema.prisma', content }] };
}
