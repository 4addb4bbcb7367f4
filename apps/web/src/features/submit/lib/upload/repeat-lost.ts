import type { QueryResult } from '../../../graphql/fetch-graphql.ts';

export interface RepeatTiming {
  /** Milliseconds before each repetition. */
  readonly pauses: readonly number[];
  /** Milliseconds until an answer counts as lost. */
  readonly patience: number;
}

/** Half a minute of pauses, as long as a restart takes; the API reads and hashes a large file before it answers. */
const standard: RepeatTiming = { pauses: [500, 1000, 2000, 4000, 8000, 15_000], patience: 120_000 };

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Repeats a request that is safe to repeat until it is answered, since a lost answer tells nothing about what
 * the API did. Errors of the API are repeated too: a short outage of its database is one.
 *
 * @returns null if there was no answer to the last repetition either
 */
export async function repeatLost<Data>(
  request: (signal: AbortSignal) => Promise<QueryResult<Data>>,
  { pauses, patience } = standard,
): Promise<Data | null> {
  for (const pause of [0, ...pauses]) {
    await wait(pause);
    const result = await request(AbortSignal.timeout(patience)).catch(() => null);
    if (result?.ok) return result.data;
  }
  return null;
}
