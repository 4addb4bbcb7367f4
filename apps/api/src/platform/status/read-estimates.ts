import { type Database, estimateRemaining } from '@clusterboard/core';
import type { ReadStatus } from './read-status.ts';

/** Seconds until each pending submission ends; one that is unknown is missing. */
export type ReadEstimates = () => Promise<ReadonlyMap<string, number>>;

/** Everyone who waits wants to know, and all are estimated together. */
const believedMs = 1_000;

export function createReadEstimates(database: Database, readStatus: ReadStatus): ReadEstimates {
  let latest: { readonly until: number; readonly times: ReturnType<ReadEstimates> } | null = null;
  const read = async () => estimateRemaining(database, (await readStatus()).workers.live);
  return () => {
    if (latest === null || performance.now() > latest.until)
      latest = { until: performance.now() + believedMs, times: read() };
    return latest.times;
  };
}
