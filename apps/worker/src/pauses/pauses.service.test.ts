import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReadSpace } from '@clusterboard/artifacts';
import { readWorkers } from '@clusterboard/core';
import { importDigits } from '@clusterboard/datasets';
import { runnerProcesses } from '@clusterboard/extraction/runner-fixture';
import * as models from '@clusterboard/extraction/test-models';
import { afterEach, describe, expect, it } from 'vitest';
import { type Settled, useWorkerFixture } from '../worker-fixture.ts';

const fixture = useWorkerFixture(importDigits);
let stop: (() => Promise<void>) | undefined;

afterEach(async () => {
  await stop?.();
  stop = undefined;
  expect(runnerProcesses()).toEqual([]);
});

const submitThree = async () => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) ids.push(await fixture.submit(models.identity()));
  return ids;
};
const settleAll = (ids: readonly string[]) => Promise.all(ids.map((id) => fixture.settled(id)));

/** Each task of each submission in one attempt. */
function expectNothingSpent(submissions: readonly Settled[]): void {
  for (const { state, attempts } of submissions) {
    expect(state).toBe('RANKED');
    expect(attempts.map(({ task, number, outcome }) => [task, number, outcome]).toSorted()).toEqual([
      ['evaluate', 1, 'DONE'],
      ['inspect', 1, 'DONE'],
    ]);
  }
}

const codes = async () =>
  (await readWorkers(fixture.database)).live.flatMap(({ pauses }) =>
    pauses.map(({ scope, code }) => `${scope} ${code}`),
  );

describe('work waits without spending an attempt, and goes on by itself', () => {
  it('while its dataset is away for 13 s', async () => {
    const pack = join(fixture.context.datasetsDir, 'digits');
    await rename(pack, `${pack}.away`);
    const ids = await submitThree();
    stop = fixture.work();
    await expect.poll(codes, { timeout: 10_000 }).toEqual(['dataset:digits DATASET_UNREACHABLE']);
    await delay(13_000);
    expect(await fixture.database.attempt.count({ where: { submissionId: { in: ids } } })).toBe(0);
    await rename(`${pack}.away`, pack);
    expectNothingSpent(await settleAll(ids));
    expect(await codes()).toEqual([]);
  });

  it('while its dataset goes away under a running evaluation', async () => {
    const pack = join(fixture.context.datasetsDir, 'digits');
    const ids = await submitThree();
    stop = fixture.work();
    await fixture.reached(ids[0] ?? '', ({ state }) => state !== 'QUEUED');
    await rename(pack, `${pack}.away`);
    await expect.poll(codes, { timeout: 30_000 }).toEqual(['dataset:digits DATASET_UNREACHABLE']);
    await rename(`${pack}.away`, pack);
    expectNothingSpent(await settleAll(ids));
  });

  it.each(['objects', 'datasets'])('while the folder %s is away', async (name) => {
    const folder = join(fixture.directory, name);
    const ids = await submitThree();
    await rename(folder, `${folder}.away`);
    stop = fixture.work();
    await expect.poll(codes, { timeout: 10_000 }).toEqual(['all STORAGE_UNREACHABLE']);
    await rename(`${folder}.away`, folder);
    expectNothingSpent(await settleAll(ids));
  });

  it('while the disk is full', async () => {
    let full = true;
    const readSpace: ReadSpace = async () => ({ freeBytes: full ? 2 ** 20 : 2 ** 40, totalBytes: 2 ** 41 });
    const ids = await submitThree();
    stop = fixture.work({ readSpace });
    await expect.poll(codes, { timeout: 10_000 }).toEqual(['all STORAGE_FULL']);
    expect(await fixture.database.attempt.count({ where: { submissionId: { in: ids } } })).toBe(0);
    full = false;
    expectNothingSpent(await settleAll(ids));
  });
});
