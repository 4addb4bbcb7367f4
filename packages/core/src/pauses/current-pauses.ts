import type { LiveWorker, PauseScope, StoredPause } from './worker-status-store.ts';

/** The pauses of all workers, each once: the longest of those with one cause. */
export function pausesOf(workers: readonly LiveWorker[]): StoredPause[] {
  const found = new Map<string, StoredPause>();
  for (const pause of workers.flatMap(({ pauses }) => pauses)) {
    const key = `${pause.scope} ${pause.code}`;
    const before = found.get(key);
    if (!before || pause.since < before.since) found.set(key, pause);
  }
  return [...found.values()];
}

/** Why a submission waits: a pause of each worker holds it up. Null if a worker could take it, or there is none. */
export function pauseOf(
  workers: readonly LiveWorker[],
  submission: { readonly id: string; readonly datasetSlug: string },
): StoredPause | null {
  const scopes: PauseScope[] = [
    'all',
    'queue',
    `dataset:${submission.datasetSlug}`,
    `submission:${submission.id}`,
  ];
  const holding = workers.map(({ pauses }) => pauses.find(({ scope }) => scopes.includes(scope)) ?? null);
  return holding.includes(null) ? null : (holding[0] ?? null);
}
