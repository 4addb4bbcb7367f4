import { describe, expect, it } from 'vitest';
import { pauseOf, pausesOf } from './current-pauses.ts';
import type { PauseScope, StoredPause } from './worker-status-store.ts';

const pause = (scope: PauseScope, code = 'STORAGE_FULL', since = 0): StoredPause => ({
  scope,
  code,
  message: 'No room.',
  advice: 'Wait.',
  since: new Date(since),
  retryAt: new Date(since + 5000),
});
const worker = (...pauses: StoredPause[]) => ({ id: 'w', pauses, obstacle: null });
const submission = { id: 's1', datasetSlug: 'digits' };

describe('a submission waits', () => {
  it.each<[PauseScope, boolean]>([
    ['all', true],
    ['queue', true],
    ['dataset:digits', true],
    ['submission:s1', true],
    ['dataset:imagenet', false],
    ['submission:s2', false],
  ])('for %s: %s', (scope, waits) => {
    expect(pauseOf([worker(pause(scope))], submission) !== null).toBe(waits);
  });

  it('only if no worker could take it', () => {
    expect(pauseOf([worker(pause('all')), worker()], submission)).toBeNull();
    expect(pauseOf([worker(pause('all')), worker(pause('dataset:digits'))], submission)).not.toBeNull();
    expect(pauseOf([], submission)).toBeNull();
  });
});

it('tells each cause once, from when it began', () => {
  const all = [worker(pause('all', 'STORAGE_FULL', 9)), worker(pause('all', 'STORAGE_FULL', 3))];
  expect(pausesOf([...all, worker(pause('dataset:digits', 'DATASET_UNREACHABLE'))])).toMatchObject([
    { code: 'STORAGE_FULL', since: new Date(3) },
    { code: 'DATASET_UNREACHABLE' },
  ]);
});
