import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Claim, liveTokens } from '@clusterboard/core';
import type { WorkerContext } from './context.ts';

/** Removes what attempts that were killed have left; each has a folder named by its token. */
export async function clearScratch({ database, scratchDir }: WorkerContext): Promise<void> {
  await mkdir(scratchDir, { recursive: true });
  const tokens = await readdir(scratchDir);
  const live = await liveTokens(database, tokens);
  const dead = tokens.filter((token) => !live.has(token));
  await Promise.all(dead.map((token) => rm(join(scratchDir, token), { recursive: true, force: true })));
}

/** Gives `work` the folder of an attempt, which is gone afterwards. */
export async function withScratch<T>(
  { scratchDir }: WorkerContext,
  { token }: Claim,
  work: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = join(scratchDir, token);
  await mkdir(directory, { recursive: true });
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
