import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@clusterboard/artifacts';
import type { Result } from '@clusterboard/problems';
import { openPack, type Pack } from './pack.ts';

export interface ListedPack {
  readonly slug: string;
  /** DATASET_DAMAGED where something is missing; hashes are not computed (see `verifyPack`). */
  readonly pack: Result<Pack>;
}

/** The packs in a directory, by slug; what is not named like one is passed over. */
export async function listPacks(directory: string): Promise<ListedPack[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const slugs = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
  return Promise.all(slugs.map(async (slug) => ({ slug, pack: await openPack(join(directory, slug)) })));
}
