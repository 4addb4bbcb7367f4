import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Prisma, requestRescoring } from '@clusterboard/core';
import { importDataset, openPack } from '@clusterboard/datasets';
import { photograph, writeTree } from '@clusterboard/datasets/image-fixture';
import { type Protocol, paper2020, strict1 } from '@clusterboard/evaluation';
import * as models from '@clusterboard/extraction/test-models';
import { receiptSchema } from '@clusterboard/pipeline';
import type { Preprocessing } from '@clusterboard/preprocessing';
import { afterEach, describe, expect, it } from 'vitest';
import { type Settled, useWorkerFixture } from './worker-fixture.ts';

// A data set of JPEG files of many sizes, and an encoder that takes bytes with the channels last.

const fixture = useWorkerFixture(importPhotographs);
const slug = 'photographs';
const classes = { red: [120, 10, 10], green: [10, 110, 20], blue: [20, 30, 130] } as const;
let stop: (() => Promise<void>) | undefined;

async function importPhotographs(into: string) {
  const files: Record<string, Buffer> = {};
  let number = 0;
  for (const [name, colour] of Object.entries(classes)) {
    for (let image = 0; image < 12; image++) {
      const split = image < 8 ? 'train' : 'test';
      files[`${split}/${name}/${image}.jpg`] = await photograph(number++, colour);
    }
  }
  const source = await writeTree(join(fixture.directory, 'source'), files);
  const { pack } = await importDataset(into, source, { name: 'Photographs' });
  return pack;
}

afterEach(async () => {
  await stop?.();
  stop = undefined;
  await requestRescoring(fixture.database, fixture.benchmarkId, row(strict1));
});

const side = 16;
const preprocessing: Preprocessing = {
  height: side,
  width: side,
  shorterSide: 18,
  interpolation: 'bicubic',
  colour: 'bgr',
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
};
const encoder = () => models.inputValues('uint8', ['batch', side, side, 3]);

const row = (protocol: Protocol) => ({
  id: protocol.id,
  summary: 'k-means',
  definition: { ...protocol } as Prisma.InputJsonObject,
});

const timingsOf = ({ evaluations }: Settled) => receiptSchema.parse(evaluations.at(-1)?.receipt).timings;

/** Resolves once so many results of a submission were published. */
async function results(id: string, count: number): Promise<Settled> {
  await fixture.reached(id, ({ evaluations }) => evaluations.length === count);
  return fixture.settled(id);
}

/** A submission that is on the board. */
async function ranked(change: Partial<Preprocessing> = {}): Promise<Settled & { id: string }> {
  const id = await fixture.submit(encoder(), { preprocessing: { ...preprocessing, ...change } });
  const submission = await fixture.settled(id);
  expect(submission.state).toBe('RANKED');
  return submission;
}

describe('a benchmark whose pack keeps image files', () => {
  it('is evaluated like any other', async () => {
    stop = fixture.work();
    const submission = await ranked();
    expect(submission).toMatchObject({ imagesDone: 36, imagesTotal: 36, seedsDone: 5 });
    const [evaluation] = submission.evaluations;
    // Three colours that are far apart.
    expect(evaluation).toMatchObject({ featureDim: side * side * 3, clusters: 3 });
    const scores = await fixture.context.database.score.findMany({
      where: { evaluationId: evaluation?.id ?? '' },
    });
    for (const metric of ['acc', 'ari'])
      expect(scores).toContainEqual(expect.objectContaining({ metric, mean: 1 }));
    const receipt = receiptSchema.parse(evaluation?.receipt);
    expect(receipt.preprocessing.definition).toEqual(preprocessing);
    expect(receipt.dataset).toMatchObject({ slug, classCount: 3, trainCount: 24, testCount: 12 });
    const pack = await openPack(join(fixture.context.datasetsDir, slug));
    expect(pack.ok && pack.value.train.kind).toBe('files');
    expect(await readdir(fixture.context.cropCacheDir)).toHaveLength(2);
  });

  it('does not run the same encoder on the same images twice', async () => {
    stop = fixture.work();
    const [first, again] = [await ranked(), await ranked()];
    const { trainExtractionSeconds, testExtractionSeconds } = timingsOf(first);
    expect(timingsOf(again)).toMatchObject({ trainExtractionSeconds, testExtractionSeconds });
    expect(again.evaluations[0]?.trainFeaturesSha256).toBe(first.evaluations[0]?.trainFeaturesSha256);
    const other = await ranked({ mean: [-1, 0, 0] });
    expect(timingsOf(other).trainExtractionSeconds).not.toBe(trainExtractionSeconds);
    expect(other.evaluations[0]?.trainFeaturesSha256).not.toBe(first.evaluations[0]?.trainFeaturesSha256);
  });
});

describe('another protocol', () => {
  const supersededOf = ({ evaluations }: Settled) =>
    evaluations.map(({ protocolId, supersededAt }) => [protocolId, supersededAt !== null]);

  it('scores the features that are kept, without the model', async () => {
    stop = fixture.work();
    const before = await ranked();
    const { encoderId } = before;
    const { sha256 } = await fixture.database.encoder.findUniqueOrThrow({ where: { id: encoderId } });
    await fixture.context.store.remove(sha256);
    await rm(fixture.context.featureCacheDir, { recursive: true });
    const asked = await requestRescoring(fixture.database, fixture.benchmarkId, row(paper2020));
    expect(asked).toBeGreaterThan(0);
    const after = await results(before.id, 2);
    expect(supersededOf(after)).toEqual([
      ['strict-1', true],
      ['paper-2020', false],
    ]);
    const [old, now] = after.evaluations;
    expect(old).toEqual({
      ...before.evaluations[0],
      supersededAt: now?.publishedAt,
      toRevision: now?.fromRevision,
    });
    expect(now?.trainFeaturesSha256).toBe(old?.trainFeaturesSha256);
    const receipt = receiptSchema.parse(now?.receipt);
    expect(receipt.protocol.definition).toEqual(paper2020);
    expect(receipt.features).toEqual(receiptSchema.parse(old?.receipt).features);
    expect(after.state).toBe('RANKED');
    expect(after.events.at(-1)).toMatchObject({ state: 'RANKED', note: 'scored under paper-2020' });
    expect(after.attempts.map(({ task }) => task).toSorted()).toEqual(['evaluate', 'inspect', 'rescore']);
    expect(after.rescoreProtocolId).toBeNull();
  });

  it('has features extracted again when they are gone', async () => {
    stop = fixture.work();
    const before = await ranked({ mean: [-2, 0, 0] });
    const { trainFeaturesSha256 = '', testFeaturesSha256 = '' } = before.evaluations[0] ?? {};
    await fixture.context.store.remove(trainFeaturesSha256);
    await fixture.context.store.remove(testFeaturesSha256);
    await rm(fixture.context.featureCacheDir, { recursive: true });
    await requestRescoring(fixture.database, fixture.benchmarkId, row(paper2020));
    const after = await results(before.id, 2);
    expect(after.evaluations[1]).toMatchObject({ trainFeaturesSha256, testFeaturesSha256 });
    expect(await fixture.context.store.has(trainFeaturesSha256)).toBe(true);
    expect(after.attempts.map(({ outcome }) => outcome)).toEqual(['DONE', 'DONE', 'DONE']);
  });

  it('that cannot score an entry leaves it as it is, and tells why', async () => {
    stop = fixture.work();
    const before = await ranked({ mean: [-3, 0, 0] });
    const tooMany = { ...strict1, id: 'strict-1-over-9', over: 9 };
    await requestRescoring(fixture.database, fixture.benchmarkId, row(tooMany));
    // Its state stays, so that nothing tells of the second event.
    await expect
      .poll(
        () => fixture.database.submissionEvent.count({ where: { submissionId: before.id, state: 'RANKED' } }),
        { timeout: 30_000 },
      )
      .toBe(2);
    const after = await fixture.settled(before.id);
    expect(supersededOf(after)).toEqual([['strict-1', false]]);
    expect(after).toMatchObject({ state: 'RANKED', problemCode: null, rescoreProtocolId: null });
    expect(after.events.at(-1)?.note).toMatch(/^not scored under strict-1-over-9: .*clusters/);
  });
});

it('rescoring under the same protocol adds the metrics that a result is older than', async () => {
  stop = fixture.work();
  const { database, benchmarkId } = fixture;
  const before = await ranked({ mean: [-4, 0, 0] });
  await requestRescoring(database, benchmarkId, row(strict1));
  const complete = await database.submission.findUniqueOrThrow({ where: { id: before.id } });
  expect(complete.rescoreProtocolId).toBeNull();
  const evaluationId = before.evaluations[0]?.id ?? '';
  await database.score.deleteMany({ where: { evaluationId, metric: 'fmi' } });
  expect(await requestRescoring(database, benchmarkId, row(strict1))).toBeGreaterThan(0);
  const [old, now] = (await results(before.id, 2)).evaluations;
  expect(now?.protocolId).toBe('strict-1');
  const byFmi = await database.score.findMany({
    where: { metric: 'fmi', evaluationId: { in: [old?.id ?? '', now?.id ?? ''] } },
  });
  expect(byFmi.map((score) => score.evaluationId)).toEqual([now?.id]);
});
