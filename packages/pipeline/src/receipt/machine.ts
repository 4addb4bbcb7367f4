import { arch, availableParallelism, cpus, platform } from 'node:os';
import { versions } from '@clusterboard/clustering';
import type { Receipt } from './receipt.ts';

/** What kind of machine this is, as far as rounding and speed depend on it. */
export const thisMachine = (): Receipt['machine'] => ({
  platform: platform(),
  architecture: arch(),
  processor: cpus()[0]?.model.trim() || 'unknown',
  vectorExtension: versions().kernel,
  cores: availableParallelism(),
});
