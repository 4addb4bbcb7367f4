import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { hashFile, isMissing } from '@clusterboard/artifacts';
import { type Database, type ObjectReference, objectReferences } from '@clusterboard/core';

export interface ObjectCheck {
  readonly objects: number;
  /** Paths whose bytes are not those that their name says. */
  readonly damaged: readonly string[];
  readonly missing: readonly ObjectReference[];
  /** Paths that no row refers to. */
  readonly orphans: readonly string[];
}

/** A file is stored before its row is written. */
const graceMs = 60 * 60 * 1000;

async function filesIn(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    // Names with a dot are those of proofs that the store can be written.
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map(({ parentPath, name }) => join(parentPath, name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Compares the object store in `directory` with its file names and with the rows that refer to it. */
export async function checkObjects(
  database: Database,
  directory: string,
  now = new Date(),
): Promise<ObjectCheck> {
  const files = (await filesIn(directory)).toSorted();
  // Read after the files: a row that was written in between is no orphan.
  const references = await objectReferences(database);
  const referred = new Set(references.map(({ sha256 }) => sha256));
  const stored = new Set(files.map((path) => basename(path)));
  const damaged: string[] = [];
  const orphans: string[] = [];
  for (const path of files) {
    if ((await hashFile(path)) !== basename(path)) damaged.push(path);
    // Moving a file into the store changes its ctime; its mtime is that of the upload.
    else if (!referred.has(basename(path)) && now.getTime() - (await stat(path)).ctimeMs > graceMs)
      orphans.push(path);
  }
  const missing = references.filter(({ sha256 }) => !stored.has(sha256));
  return { objects: files.length, damaged, missing, orphans };
}
