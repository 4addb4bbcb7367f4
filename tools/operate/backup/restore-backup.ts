import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hashFile, isMissing, openObjectStore } from '@clusterboard/artifacts';
import { loadDatabase, RestoreRefused, requireKnownMigrations } from '@clusterboard/core/load-database';
import { PlatformFault } from '@clusterboard/problems';
import { OperatorError } from '../find-database.ts';
import { type BackupManifest, objectFolder, readBackupManifest, tableFile } from './backup-manifest.ts';

export type RestoreOutcome = Readonly<Record<'tables' | 'rows' | 'objects', number>>;

/** A backup all of whose tables have been read and are as they were written. */
export interface SoundBackup {
  readonly folder: string;
  readonly manifest: BackupManifest;
}

/**
 * Reads a whole backup before anything is written.
 *
 * @throws OperatorError when it is none, or damaged, or newer than this version
 */
export async function openBackup(folder: string): Promise<SoundBackup> {
  const manifest = await readBackupManifest(folder);
  await refusing(() => requireKnownMigrations(manifest));
  const objects = openObjectStore(objectFolder(folder));
  const files = [
    ...manifest.tables.map(({ name, sha256 }) => [tableFile(folder, name), sha256] as const),
    ...manifest.objects.map((sha256) => [objects.path(sha256), sha256] as const),
  ];
  for (const [path, sha256] of files) {
    const found = await hashFile(path).catch((error: unknown) => {
      if (isMissing(error)) throw new OperatorError(`${folder} is damaged: ${path} is missing.`);
      throw error;
    });
    if (found !== sha256) {
      throw new OperatorError(`${folder} is damaged: the SHA-256 of ${path} is ${found}, not ${sha256}.`);
    }
  }
  return { folder: resolve(folder), manifest };
}

/** Gives what cannot be done as a sentence for the person at the command line. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RestoreRefused || error instanceof PlatformFault) {
      throw new OperatorError(error.message);
    }
    throw error;
  }
}

async function restoreObjects({ folder, manifest }: SoundBackup, dataDir: string): Promise<void> {
  const from = openObjectStore(objectFolder(folder));
  const into = openObjectStore(join(dataDir, 'objects'));
  const scratch = join(dataDir, 'scratch', 'restore');
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  try {
    for (const sha256 of manifest.objects) {
      const copy = join(scratch, sha256);
      await from.copy(sha256, copy, 'An object of the backup');
      await into.adopt(copy, sha256);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Restores a backup into an empty database and the objects of a data directory that nothing else uses.
 *
 * @throws OperatorError when the database is not empty
 */
export async function restoreBackup(
  backup: SoundBackup,
  databaseUrl: string,
  dataDir: string,
): Promise<RestoreOutcome> {
  const { folder, manifest } = backup;
  await refusing(async () => {
    await loadDatabase(
      databaseUrl,
      manifest,
      (table) => createReadStream(tableFile(folder, table)),
      () => restoreObjects(backup, dataDir),
    );
  });
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return { tables: manifest.tables.length, rows, objects: manifest.objects.length };
}
