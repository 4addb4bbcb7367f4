import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '@clusterboard/artifacts';
import { hashSealed } from '@clusterboard/artifacts/canonical-json';
import { z } from 'zod';
import { OperatorError } from '../find-database.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const manifestSchema = z.strictObject({
  format: z.literal('clusterboard-backup'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.string()).readonly(),
  /** The rows of each are in `tables/NAME.copy`. */
  tables: z
    .array(
      z.strictObject({
        name: z.string().regex(/^\w+$/),
        columns: z.array(z.string()).readonly(),
        rows: z.int().nonnegative(),
        sha256,
      }),
    )
    .readonly(),
  sequences: z
    .array(z.strictObject({ name: z.string(), lastValue: z.string().regex(/^\d+$/), isCalled: z.boolean() }))
    .readonly(),
  /** In `objects/`, as in a data directory. */
  objects: z.array(sha256).readonly(),
  /** Of the canonical JSON of all the rest. */
  sha256,
});

export type BackupManifest = z.infer<typeof manifestSchema>;

export const manifestFile = (folder: string): string => join(folder, 'manifest.json');

export const tableFile = (folder: string, table: string): string => join(folder, 'tables', `${table}.copy`);

export const objectFolder = (folder: string): string => join(folder, 'objects');

/** The text of a manifest, sealed with its hash. */
export const manifestText = (manifest: Omit<BackupManifest, 'sha256'>): string =>
  `${JSON.stringify({ ...manifest, sha256: hashSealed(manifest) }, null, 2)}\n`;

/** @throws OperatorError when a folder holds no backup, a damaged one, or one of a newer version */
export async function readBackupManifest(folder: string): Promise<BackupManifest> {
  const refuse = (why: string) => new OperatorError(`${folder} ${why}`);
  const text = await readFile(manifestFile(folder), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) throw refuse('is not a backup of Clusterboard: it has no manifest.json.');
    throw error;
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refuse('is damaged: its manifest.json is not JSON.');
  }
  const kind = z.object({ format: z.literal('clusterboard-backup'), version: z.int() }).safeParse(json);
  if (!kind.success) throw refuse('is not a backup of Clusterboard.');
  if (kind.data.version > 1) throw refuse('was made by a newer version of Clusterboard.');
  const manifest = manifestSchema.safeParse(json);
  if (!manifest.success || manifest.data.sha256 !== hashSealed(manifest.data)) {
    throw refuse('is damaged: its manifest.json is not as it was written.');
  }
  return manifest.data;
}
