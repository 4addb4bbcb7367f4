import { join } from 'node:path';
import { hashFile } from '@clusterboard/artifacts';
import type { Pack } from './pack.ts';
import { manifestFile } from './pack-files.ts';

/** SHA-256 of a pack's manifest, which holds the hashes of all its images and labels. */
export const hashManifest = ({ directory }: Pick<Pack, 'directory'>): Promise<string> =>
  hashFile(join(directory, manifestFile));
