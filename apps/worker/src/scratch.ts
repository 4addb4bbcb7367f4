import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { liveTokens } from '@clusterboard/database';
import type { WorkerContext } from './context.ts';

/** Removes what attempts that were killed have left; each has a folder named by its token. */
export async function clearScratch({ database, scratchDir }: WorkerContext): Promise<void> {
  await mkdir(scratchDir, { recursive: true });
  const tokens = await readdir(scratchDir);
  const live = await liveTokens(database, tokens);
  const dead = tokens.filter((token) => !live.has(token));
  await Promise.all(dead.map((token) => rm(join(scratchDir, token), { recursive: true, force: true })));
}
