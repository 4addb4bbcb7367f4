import { readdir, readFile, writeFile } from 'node:fs/promises';
import { boardMetrics, cancelSubmission, claimAttempt } from '@clusterboard/core';
import { importDigits } from '@clusterboard/datasets';
import { evaluationReportSchema } from '@clusterboard/evaluation';
import { outputName, runnerProcesses } from '@clusterboard/extraction/runner-fixture';
import * as models from '@clusterboard/extraction/test-models';
import { node, tensor, value, writeModel } from '@clusterboard/onnx/model-writer';
import { success } from '@clusterboard/problems';
import { Redis } from 'ioredis';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { runAttempt } from './attempt.ts';
import { Pauses } from './pauses/pauses.ts';
import { inspect } from './tasks/inspect.ts';
import { useWorkerFixture } from './worker-fixture.ts';

const fixture = useWorkerFixture(importDigits);
let stop: (() => Promise<void>) | undefined;

afterEach(async () => {
  await stop?.();
  stop = undefined;
  expect(runnerProcesses()).toEqual([]);
});

const output = value(outputName, ['batch', 'dim']);
const image = value('image', ['batch', 1, 4, 4]);

/** The same value for every pixel of every image. */
const constant = () =>
  writeModel({
    input: [image],
    output: [output],
    initializer: [tensor('nought', [], Float32Array.of(0))],
    node: [
      node('Flatten', ['image'], ['pixels'], { axis: 1n }),
      node('Mul', ['pixels', 'nought'], [outputName]),
    ],
  });

/** Whether an image is bright or dark: two distinct rows for ten clusters. */
const coarse = () =>
  writeModel({
    input: [image],
    output: [output],
    node: [
      node('ReduceMean', ['image'], ['mean'], { axes: [1n, 2n, 3n], keepdims: 0n }),
      node('Sub', ['mean', 'middle'], ['difference']),
      node('Sign', ['difference'], ['sign']),
      node('Unsqueeze', ['sign', 'axis'], [outputName]),
    ],
    initializer: [tensor('axis', [1], BigInt64Array.of(1n)), tensor('middle', [], Float32Array.of(75))],
  });

describe('the worker', () => {
  it('ranks a good encoder and keeps its features and report', async () => {
    stop = fixture.work();
    const submission = await fixture.settled(await fixture.submit(models.identity()));
    expect(submission.state).toBe('RANKED');
    expect(submission).toMatchObject({ imagesDone: 1797, imagesTotal: 1797, seedsDone: 5, seedsTotal: 5 });
    expect(submission.events.map(({ state }) => state)).toEqual([
      'QUEUED',
      'INSPECTING',
      'INSPECTED',
      'EXTRACTING',
      'CLUSTERING',
      'RANKED',
    ]);
    const [evaluation] = submission.evaluations;
    if (!evaluation) throw new Error('no evaluation');
    const report = evaluationReportSchema.parse(evaluation.report);
    expect(report.runs).toHaveLength(5);
    const scores = await fixture.context.database.score.findMany({ where: { evaluationId: evaluation.id } });
    for (const metric of boardMetrics) {
      const { mean, std } = scores.find((score) => score.metric === metric) ?? {};
      expect({ mean, std }).toEqual({ mean: report.summary[metric]?.mean, std: report.summary[metric]?.std });
    }
    expect(report.summary.acc.mean).toBeGreaterThan(0.3);
    const kept = await readFile(fixture.context.store.path(evaluation.trainFeaturesSha256));
    expect(kept.length).toBe(report.trainCount * 16 * 4);
  });

  it('gives the same scores to the same encoder again, bit for bit', async () => {
    stop = fixture.work();
    const ids = [await fixture.submit(models.identity()), await fixture.submit(models.identity())];
    const [first, second] = await Promise.all(ids.map((id) => fixture.settled(id)));
    expect(first?.evaluations[0]?.report).toEqual(second?.evaluations[0]?.report);
    expect(first?.evaluations).toHaveLength(1);
  });

  it('rejects each bad encoder with its own code and loses none that come after', async () => {
    stop = fixture.work({ runner: { ...fixture.context.runner, wallClockSeconds: 4, memoryMebibytes: 512 } });
    const whole = models.identity();
    const bad: Record<string, Promise<string>> = {
      NOT_ONNX: fixture.submit(new TextEncoder().encode('<!doctype html><p>404</p>')),
      MODEL_TRUNCATED: fixture.submit(whole.slice(0, whole.length - 20)),
      MODEL_SEVERAL_INPUTS: fixture.submit(models.twoInputs()),
      MODEL_TIMEOUT: fixture.submit(models.endless()),
      MODEL_OUT_OF_MEMORY: fixture.submit(models.hungry(2n ** 31n)),
      OUTPUT_SHAPE: fixture.submit(models.reshaped(1n, -1n)),
      OUTPUT_MISSING: fixture.submit(whole, { outputName: 'logits' }),
      INPUT_SIZE_MISMATCH: fixture.submit(whole, { side: 5 }),
      FEATURES_NOT_FINITE: fixture.submit(models.logarithm()),
      FEATURES_CONSTANT: fixture.submit(constant()),
      FEATURES_TOO_FEW_DISTINCT: fixture.submit(coarse()),
      MODEL_LOAD_FAILED: fixture.submit(models.unknownOperator()),
    };
    const good = await fixture.submit(whole);
    const codes: Record<string, string | null> = {};
    for (const [expected, id] of Object.entries(bad)) {
      const submission = await fixture.settled(await id);
      codes[expected] = submission.problemCode;
      expect(submission.state, expected).toBe('REJECTED');
      expect(submission.evaluations, expected).toEqual([]);
      expect(submission.problemMessage, expected).toMatch(/\.$/);
      expect(submission.problemAdvice, expected).toMatch(/\.$/);
    }
    expect(codes).toEqual(Object.fromEntries(Object.keys(bad).map((code) => [code, code])));
    expect((await fixture.settled(good)).state).toBe('RANKED');
  });

  it('gives a model that hangs a minute for its probe, not the time of a whole run', async () => {
    stop = fixture.work({ runner: { ...fixture.context.runner, wallClockSeconds: 600, probeSeconds: 2 } });
    const submission = await fixture.settled(await fixture.submit(models.endless()));
    expect(submission).toMatchObject({
      state: 'REJECTED',
      problemCode: 'MODEL_TIMEOUT',
      problemMessage: 'The test run of the model on two images did not finish within 2 seconds.',
    });
  });

  it('renews its lease while a model hangs, so that no other worker takes it', async () => {
    const hanging = { ...fixture.context.runner, wallClockSeconds: 5 };
    stop = fixture.work({ leaseSeconds: 2, runner: hanging });
    const submission = await fixture.settled(await fixture.submit(models.endless()));
    expect(submission.problemCode).toBe('MODEL_TIMEOUT');
    expect(submission.attempts).toHaveLength(1);
  });

  it.each([
    ['heard', 30],
    ['met when the lease is renewed', 3],
  ])('ends a model that hangs when its submission is cancelled: %s', async (how, leaseSeconds) => {
    const deaf = { ...fixture.context.changes, next: () => new Promise<void>(() => {}) };
    const changes = how === 'heard' ? fixture.context.changes : deaf;
    stop = fixture.work({ leaseSeconds, changes });
    const id = await fixture.submit(models.endless());
    await expect.poll(() => runnerProcesses().length, { timeout: 30_000 }).toBeGreaterThan(0);
    expect((await cancelSubmission(fixture.database, id)).kind).toBe('cancelled');
    const closed = { submissionId: id, outcome: 'CANCELLED' } as const;
    await expect.poll(() => fixture.database.attempt.count({ where: closed }), { timeout: 30_000 }).toBe(1);
    expect(runnerProcesses()).toEqual([]);
    expect(await readdir(fixture.context.scratchDir)).toEqual([]);
    const next = await fixture.settled(await fixture.submit(models.identity()));
    expect(next.state).toBe('RANKED');
    const submission = await fixture.settled(id);
    expect(submission).toMatchObject({ state: 'CANCELLED', problemCode: null, evaluations: [] });
    expect(submission.attempts).toHaveLength(1);
  });

  it('hands its work back when it is stopped; the next worker goes on', async () => {
    const first = fixture.work();
    const id = await fixture.submit(models.endless());
    await fixture.reached(id, ({ attempts }) => attempts.length === 1);
    await first();
    const [released] = await fixture.database.attempt.findMany({ where: { submissionId: id } });
    expect(released?.outcome).toBe('RELEASED');
    stop = fixture.work({ runner: { ...fixture.context.runner, wallClockSeconds: 3 } });
    expect((await fixture.settled(id)).problemCode).toBe('MODEL_TIMEOUT');
  });

  it('takes over what a dead worker held', async () => {
    const id = await fixture.submit(models.identity());
    await claimAttempt(fixture.database, inspect.claim, id, 1);
    stop = fixture.work();
    const submission = await fixture.settled(id);
    expect(submission.state).toBe('RANKED');
    expect(submission.attempts.map(({ outcome }) => outcome).toSorted()).toEqual(['DONE', 'DONE', 'LOST']);
  });

  it('finds what Redis has forgotten', async () => {
    const id = await fixture.submit(models.identity());
    await fixture.database.outboxMessage.updateMany({ data: { deliveredAt: new Date() } });
    const client = new Redis(fixture.redisUrl);
    await client.flushdb();
    client.disconnect();
    stop = fixture.work();
    expect((await fixture.settled(id)).state).toBe('RANKED');
  });

  it('finds what Redis forgets while the worker runs', async () => {
    stop = fixture.work();
    expect((await fixture.settled(await fixture.submit(models.identity()))).state).toBe('RANKED');
    const client = new Redis(fixture.redisUrl);
    await client.flushdb();
    // As after a restart: every connection is made again.
    await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    client.disconnect();
    const id = await fixture.submit(models.identity());
    await fixture.database.outboxMessage.updateMany({ data: { deliveredAt: new Date() } });
    expect((await fixture.settled(id)).state).toBe('RANKED');
  });

  it('ranks a board that has changed', async () => {
    stop = fixture.work();
    const { evaluations } = await fixture.settled(await fixture.submit(models.identity()));
    const where = { evaluationId: evaluations[0]?.id ?? '', metric: 'acc' } as const;
    await expect.poll(() => fixture.database.rankInterval.count({ where }), { timeout: 30_000 }).toBe(1);
  });

  it('logs the request that asked for the work, in every line of every task', async () => {
    const lines: { msg: string; task?: string; requestId?: string; submissionId?: string }[] = [];
    const log = pino({ level: 'debug' }, { write: (line) => lines.push(JSON.parse(line)) });
    stop = fixture.work({ log });
    const id = await fixture.submit(models.identity(), { requestId: 'request-1' });
    await fixture.settled(id);
    await stop();
    const own = lines.filter(({ requestId }) => requestId === 'request-1');
    expect(new Set(own.map(({ task }) => task))).toEqual(new Set(['inspect', 'evaluate']));
    expect(own).toContainEqual(
      expect.objectContaining({ msg: 'ranked', submissionId: id, task: 'evaluate' }),
    );
    expect(lines.filter(({ submissionId, requestId }) => submissionId === id && !requestId)).toEqual([]);
  });

  it('meets a fault of its own with a sentence and a reference, not with a stack', async () => {
    const id = await fixture.submit(models.reshaped(0n, 2n, 2n, 4n));
    const { encoder } = await fixture.database.submission.findUniqueOrThrow({
      where: { id },
      select: { encoder: { select: { sha256: true } } },
    });
    const copy = (sha256: string) => Promise.reject(new Error(`cannot copy ${sha256}`));
    stop = fixture.work({ store: { ...fixture.context.store, copy } });
    const submission = await fixture.settled(id);
    expect(submission).toMatchObject({ state: 'FAILED', problemCode: 'PLATFORM_FAULT' });
    expect(submission.problemMessage).toContain(id);
    expect(submission.problemMessage).not.toContain(encoder.sha256);
  });

  it('waits while the disk is full, and spends no attempt', async () => {
    const id = await fixture.submit(models.identity());
    const fill = () => writeFile('/dev/full', 'no room').then(() => success(undefined));
    const { signal } = new AbortController();
    for (let times = 0; times <= inspect.claim.maxInterruptions; times++) {
      const context = { ...fixture.context, pauses: new Pauses() };
      expect(await runAttempt(context, inspect.claim, id, signal, fill)).toBe('paused');
      expect(context.pauses.list()).toMatchObject([
        { scope: `submission:${id}`, problem: { code: 'STORAGE_FULL' } },
      ]);
      expect(await runAttempt(context, inspect.claim, id, signal, fill)).toBe('paused');
    }
    stop = fixture.work();
    const submission = await fixture.settled(id);
    expect(submission.state).toBe('RANKED');
    expect(submission.attempts.map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, 'DONE'],
      [1, 'DONE'],
    ]);
  });
});
