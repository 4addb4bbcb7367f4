import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isMissing, type ObjectStore, openObjectStore, syncToDisk } from '@clusterboard/artifacts';
import { createDatabase, type ObjectReference, objectReferences } from '@clusterboard/core';
import { dumpDatabase } from '@clusterboard/core/dump-database';
import { PlatformFault } from '@clusterboard/problems';
import { OperatorError } from '../find-database.ts';
import { manifestFile, manifestText, objectFolder, tableFile } from './backup-manifest.ts';

export interface BackupOutcome {
  readonly tables: number;
  readonly rows: number;
  readonly objects: number;
  /** Objects that are not in the backup, and why: a sentence each. */
  readonly leftOut: readonly string[];
}

/** Writes a stream to a new file on the disk. @returns its SHA-256 */
async function writeHashed(path: string, source: NodeJS.ReadableStream): Promise<string> {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(source, hashing, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  await syncToDisk(path);
  return hash.digest('hex');
}

/** Null when it was copied, otherwise why it was left out. */
async function copyObject(
  store: ObjectStore,
  { sha256, kind }: ObjectReference,
  to: string,
): Promise<string | null> {
  try {
    await store.copy(sha256, to, `The stored object (${kind})`);
    await syncToDisk(to);
    return null;
  } catch (error) {
    if (error instanceof PlatformFault) return error.message;
    if (isMissing(error)) return `The stored object (${kind}) ${sha256} is missing.`;
    throw error;
  }
}

/** @throws OperatorError unless there is nothing at `folder`, or an empty folder */
async function requireNothing(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return ['a file'];
    throw error;
  });
  if (names.length > 0)
    throw new OperatorError(`${folder} exists already. Name a new folder for the backup.`);
}

/**
 * Copies the rows of a database, as they are at one moment, and the objects that they refer to into a new
 * folder, with their hashes. Clusterboard may run meanwhile. The folder is there when all of it is on the disk.
 *
 * @throws OperatorError when there is nothing to back up, or something at `folder`
 */
export async function makeBackup(
  databaseUrl: string,
  dataDir: string,
  folder: string,
): Promise<BackupOutcome> {
  const target = resolve(folder);
  await requireNothing(target);
  const draft = `${target}.${randomUUID()}.part`;
  await mkdir(join(draft, 'tables'), { recursive: true, mode: 0o700 });
  try {
    const hashes = new Map<string, string>();
    const { migrations, tables, sequences } = await dumpDatabase(databaseUrl, async (table, rows) => {
      hashes.set(table, await writeHashed(tableFile(draft, table), rows));
    });
    if (migrations.length === 0)
      throw new OperatorError('The database is empty: there is nothing to back up.');
    const { objects, leftOut } = await copyObjects(databaseUrl, dataDir, draft);
    const manifest = manifestText({
      format: 'clusterboard-backup',
      version: 1,
      madeAt: new Date().toISOString(),
      migrations,
      tables: tables.map((table) => ({ ...table, sha256: hashes.get(table.name) ?? '' })),
      sequences,
      objects,
    });
    await writeFile(manifestFile(draft), manifest, { flush: true });
    await syncToDisk(join(draft, 'tables'));
    await syncToDisk(draft);
    await rename(draft, target);
    await syncToDisk(dirname(target));
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return { tables: tables.length, rows, objects: objects.length, leftOut };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Of rows that are at least those of the backup: none is ever removed. */
async function copyObjects(databaseUrl: string, dataDir: string, draft: string) {
  const database = createDatabase(databaseUrl, 1);
  const references = await objectReferences(database).finally(() => database.$disconnect());
  const store = openObjectStore(join(dataDir, 'objects'));
  const into = openObjectStore(objectFolder(draft));
  const objects = new Set<string>();
  const leftOut = new Set<string>();
  for (const reference of references) {
    if (objects.has(reference.sha256)) continue;
    const to = into.path(reference.sha256);
    await mkdir(dirname(to), { recursive: true });
    const reason = await copyObject(store, reference, to);
    if (reason === null) objects.add(reference.sha256);
    else leftOut.add(reason);
  }
  return { objects: [...objects].sort(), leftOut: [...leftOut] };
}
