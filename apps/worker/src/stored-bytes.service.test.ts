import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cancelSubmission,
  isFinal,
  type Prisma,
  readWorkers,
  requestRescoring,
  type StoredPause,
} from '@clusterboard/core';
import { importDigits } from '@clusterboard/datasets';
import { type Protocol, paper2020, strict1 } from '@clusterboard/evaluation';
import * as models from '@clusterboard/extraction/test-models';
import type { Preprocessing } from '@clusterboard/preprocessing';
import { failure, problem } from '@clusterboard/problems';
import { flipBit } from '@clusterboard/testkit';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runAttempt } from './attempt.ts';
import { inspect } from './tasks/inspect.ts';
import { type Settled, useWorkerFixture } from './worker-fixture.ts';

// One flipped bit in what is stored: nothing is published, and the code says why.

const fixture = useWorkerFixture(importDigits);
const logged: string[] = [];
const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });
let stop: (() => Promise<void>) | undefined;

beforeEach(() => {
  logged.length = 0;
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

const side = 4;
/** Images of the same crops, and features of their own for each `mean`. */
const preprocessing = (mean: number): Preprocessing => ({
  height: side,
  width: side,
  interpolation: 'bilinear',
  colour: 'grey',
  scale: 1,
  mean: [mean],
  std: [1],
});
const submit = (mean: number) => fixture.submit(models.identity(), { preprocessing: preprocessing(mean) });
const work = () => {
  stop = fixture.work({ log });
};
const packFile = (name: string) => join(fixture.context.datasetsDir, 'digits', name);

async function ranked(mean: number): Promise<Settled> {
  const submission = await fixture.settled(await submit(mean));
  expect(submission.state).toBe('RANKED');
  return submission;
}

/** Resolves with what a submission waits for, once it does; nothing is published and no attempt is spent. */
async function paused(id: string, code: string): Promise<StoredPause> {
  const found = async () =>
    (await readWorkers(fixture.database)).live
      .flatMap(({ pauses }) => pauses)
      .find(({ scope }) => scope === `submission:${id}`);
  await expect.poll(async () => (await found())?.code, { timeout: 60_000 }).toBe(code);
  const submission = await fixture.reached(id, () => true);
  expect(isFinal(submission.state)).toBe(false);
  expect(submission.evaluations).toEqual([]);
  expect(logged.join('\n')).toContain(`"code":"${code}"`);
  const pause = await found();
  if (!pause) throw new Error('the pause is over');
  return pause;
}

/** Once what was damaged is restored, it goes on by itself. */
async function expectRanked(id: string): Promise<void> {
  const settled = await fixture.settled(id);
  expect(settled.state).toBe('RANKED');
  expect(settled.attempts.map(({ number }) => number)).toEqual(settled.attempts.map(() => 1));
}

describe('one flipped bit', () => {
  it('in a stored model', async () => {
    const id = await submit(1);
    const { encoderId } = await fixture.database.submission.findUniqueOrThrow({ where: { id } });
    const { sha256 } = await fixture.database.encoder.findUniqueOrThrow({ where: { id: encoderId } });
    const flipBack = await flipBit(fixture.context.store.path(sha256));
    work();
    const { message } = await paused(id, 'STORED_BYTES_DAMAGED');
    expect(message).toMatch(new RegExp(`^The stored model is damaged .* [0-9a-f]{64}, not ${sha256}\\.$`));
    await flipBack();
    await expectRanked(id);
    await stop?.();
    stop = undefined;
    expect(await readdir(fixture.context.scratchDir)).toEqual([]);
  });

  it('a stored model that is missing: work on it waits until it is back', async () => {
    const id = await submit(6);
    const { encoderId } = await fixture.database.submission.findUniqueOrThrow({ where: { id } });
    const { sha256 } = await fixture.database.encoder.findUniqueOrThrow({ where: { id: encoderId } });
    const path = fixture.context.store.path(sha256);
    await rename(path, `${path}.away`);
    work();
    expect((await paused(id, 'STORED_BYTES_MISSING')).message).toBe(
      'The stored model is missing on this server.',
    );
    await rename(`${path}.away`, path);
    await expectRanked(id);
  });

  it('an image that cannot be read any more is no fault of the model either', async () => {
    const id = await submit(7);
    const { signal } = new AbortController();
    const unreadable = problem('IMAGE_UNREADABLE', { file: 'digits/1.png', reason: 'it is cut off' });
    if (inspect.claim === null) throw new Error('inspections claim');
    const work = async () => failure(unreadable);
    expect(await runAttempt(fixture.context, inspect.claim, id, signal, work)).toBe('paused');
    const { state, attempts } = await fixture.reached(id, () => true);
    expect([state, attempts.map(({ outcome }) => outcome)]).toEqual(['INSPECTING', ['PAUSED']]);
    expect(fixture.context.pauses.list()).toMatchObject([{ problem: { code: 'IMAGE_UNREADABLE' } }]);
    fixture.context.pauses.end(`submission:${id}`);
    await cancelSubmission(fixture.database, id);
  });

  it.each(['test.labels.u16', 'train.labels.u16', 'test.images.u8', 'train.images.u8'])(
    'in %s, also after the dataset was verified',
    async (file) => {
      work();
      await ranked(2);
      const flipBack = await flipBit(packFile(file));
      const id = await submit(3);
      const { message } = await paused(id, 'DATASET_DAMAGED');
      // Names the file, and not where the server keeps it.
      expect(message).toMatch(
        /^The dataset file digits\/\S+ is damaged: its SHA-256 is \w{64}, but the manifest says \w{64}\.$/,
      );
      await flipBack();
      await expectRanked(id);
    },
  );

  it('in the crop cache or the feature cache, which are made again', async () => {
    work();
    const before = await ranked(4);
    const { cropCacheDir, featureCacheDir } = fixture.context;
    const flipAll = async (cache: string, name: string) => {
      const entries = await readdir(cache);
      for (const entry of entries) await flipBit(join(cache, entry, name));
      return entries.length;
    };
    expect(await flipAll(cropCacheDir, 'crops.u8')).toBeGreaterThan(0);
    expect(await flipAll(featureCacheDir, 'train.f32')).toBeGreaterThan(0);
    const after = await ranked(4);
    const hashes = ({ evaluations: [evaluation] }: Settled) => [
      evaluation?.trainFeaturesSha256,
      evaluation?.testFeaturesSha256,
    ];
    expect(hashes(after)).toEqual(hashes(before));
    expect(logged.filter((line) => line.includes('STORED_BYTES_DAMAGED')).length).toBeGreaterThanOrEqual(3);
  });
});

describe('rescoring', () => {
  const row = (protocol: Protocol) => ({
    id: protocol.id,
    summary: 'k-means',
    definition: { ...protocol } as Prisma.InputJsonObject,
  });

  /** Asks for another protocol, and resolves with the note of the submission that was not scored under it. */
  async function refusal(id: string): Promise<Settled> {
    await requestRescoring(fixture.database, fixture.benchmarkId, row(paper2020));
    await expect
      .poll(() => fixture.database.submission.count({ where: { rescoreProtocolId: { not: null } } }), {
        timeout: 60_000,
      })
      .toBe(0);
    await requestRescoring(fixture.database, fixture.benchmarkId, row(strict1));
    return fixture.settled(id);
  }

  it.each<[string, (published: Settled) => Promise<() => Promise<unknown>>]>([
    [
      'stored features',
      ({ evaluations: [evaluation] }) =>
        flipBit(fixture.context.store.path(evaluation?.testFeaturesSha256 ?? '')),
    ],
    [
      'a stored receipt',
      async ({ evaluations: [evaluation] }) => {
        const write = (receipt: Prisma.InputJsonValue) =>
          fixture.database.evaluation.update({ where: { id: evaluation?.id ?? '' }, data: { receipt } });
        const receipt = evaluation?.receipt;
        if (typeof receipt !== 'object' || receipt === null) throw new Error('no receipt');
        await write({ ...receipt, madeAt: '2026-01-01T00:00:00.001Z' });
        return () => write(receipt);
      },
    ],
  ])('publishes nothing from %s with a flipped bit', async (_, damage) => {
    const { database: rows, benchmarkId } = fixture;
    await rows.submission.updateMany({ where: { benchmarkId }, data: { state: 'FAILED' } });
    work();
    const before = await ranked(5);
    const repair = await damage(before);
    const after = await refusal(before.id);
    expect(after.evaluations).toHaveLength(1);
    expect(after.state).toBe('RANKED');
    expect(after.events.at(-1)?.note).toMatch(
      /^not scored under paper-2020: The stored \w+ (is|are) damaged/,
    );
    expect(logged.join('\n')).toContain('"code":"STORED_BYTES_DAMAGED"');
    await repair();
  });
});
