import { readdir } from 'node:fs/promises';
import { cancelSubmission } from '@clusterboard/core';
import { importDigits } from '@clusterboard/datasets';
import { processesWith, runnerProcesses } from '@clusterboard/extraction/runner-fixture';
import * as models from '@clusterboard/extraction/test-models';
import { useDatabase, useDirectory, useRedis } from '@clusterboard/testkit';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createWorkerFixture, type WorkerFixture } from '../worker-fixture.ts';

// A cancelled submission lets go of the worker within ten seconds, whatever it was doing.

const database = useDatabase();
const redis = useRedis();
const directory = useDirectory();
let fixture: WorkerFixture;
let stop: (() => Promise<void>) | undefined;

beforeAll(async () => {
  fixture = await createWorkerFixture(
    { databaseUrl: database.url, redisUrl: redis.url, directory: directory.path },
    importDigits,
  );
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
});
afterAll(() => fixture.close());

const evaluatorProcesses = () => processesWith(fixture.context.evaluator.entry);

const attemptsOf = (submissionId: string) => fixture.database.attempt.findMany({ where: { submissionId } });

/** Cancels and waits until the worker has closed the attempt. */
async function cancelWithinTenSeconds(id: string): Promise<void> {
  expect((await cancelSubmission(fixture.database, id)).kind).toBe('cancelled');
  const ended = async () => (await attemptsOf(id)).map(({ outcome }) => outcome).at(-1);
  await expect.poll(ended, { timeout: 10_000 }).toBe('CANCELLED');
  expect([...runnerProcesses(), ...evaluatorProcesses()]).toEqual([]);
  expect(await readdir(fixture.context.scratchDir)).toEqual([]);
  const submission = await fixture.settled(id);
  expect(submission).toMatchObject({ state: 'CANCELLED', problemCode: null, evaluations: [] });
}

it('while the first images are tried', async () => {
  stop = fixture.work();
  const id = await fixture.submit(models.endless());
  await fixture.reached(id, ({ state }) => state === 'INSPECTING');
  await expect.poll(() => runnerProcesses().length, { timeout: 30_000 }).toBeGreaterThan(0);
  await cancelWithinTenSeconds(id);
});

it('while features are extracted', async () => {
  stop = fixture.work();
  const id = await fixture.submit(models.endless(1n, 20_000n));
  await fixture.reached(id, ({ state }) => state === 'EXTRACTING');
  await expect.poll(() => runnerProcesses().length, { timeout: 30_000 }).toBeGreaterThan(0);
  await cancelWithinTenSeconds(id);
});

it('while features are evaluated, also where the evaluator hangs', async () => {
  stop = fixture.work();
  const id = await fixture.submit(models.wide(512n));
  await expect.poll(() => evaluatorProcesses().length, { timeout: 60_000, interval: 5 }).toBe(1);
  for (const pid of evaluatorProcesses()) process.kill(pid, 'SIGSTOP');
  await cancelWithinTenSeconds(id);
});

it('before its result is committed', async () => {
  const { store } = fixture.context;
  let id = '';
  let cancelled: Promise<void> | undefined;
  const held = {
    ...store,
    async adopt(path: string) {
      cancelled ??= cancelSubmission(fixture.database, id).then(() => undefined);
      await cancelled;
      return store.adopt(path);
    },
  };
  id = await fixture.submit(models.identity());
  stop = fixture.work({ store: held });
  const ended = async () => (await attemptsOf(id)).map(({ outcome }) => outcome).at(-1);
  await expect.poll(ended, { timeout: 60_000 }).toBe('CANCELLED');
  const submission = await fixture.settled(id);
  expect(submission).toMatchObject({ state: 'CANCELLED', problemCode: null, evaluations: [] });
});

it('lives on: an evaluation beyond its limits is rejected, and the next one is ranked', async () => {
  stop = fixture.work({ evaluator: { ...fixture.context.evaluator, wallClockSeconds: 3 } });
  const id = await fixture.submit(models.wide(2n));
  await expect.poll(() => evaluatorProcesses().length, { timeout: 60_000, interval: 5 }).toBe(1);
  for (const pid of evaluatorProcesses()) process.kill(pid, 'SIGSTOP');
  expect(await fixture.settled(id)).toMatchObject({ state: 'REJECTED', problemCode: 'EVALUATION_TIMEOUT' });
  await stop();
  stop = fixture.work();
  expect((await fixture.settled(await fixture.submit(models.identity()))).state).toBe('RANKED');
});

it('refuses wide features by the first images, naming what the limit follows from', async () => {
  stop = fixture.work({ evaluator: { ...fixture.context.evaluator, memoryMebibytes: 300 } });
  const submission = await fixture.settled(await fixture.submit(models.wide(4096n)));
  expect(submission).toMatchObject({ state: 'REJECTED', problemCode: 'FEATURES_TOO_WIDE' });
  expect(submission.events.map(({ state }) => state)).toEqual(['QUEUED', 'INSPECTING', 'REJECTED']);
  expect(submission.problemMessage).toMatch(
    /^The output has 65536 values per image; the limit is \d+: what the evaluation of 1797 images can hold in 300 MiB\.$/,
  );
});
