import { problem } from '@clusterboard/problems';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  claimFor,
  claimRules,
  someEvaluation as evaluation,
  maxInterruptions,
  sameScores,
  submitSomething,
} from '../catalogue/catalogue.fixture.ts';
import { publishEvaluation } from '../evaluation/publish-store.ts';
import { requestRescoring } from '../evaluation/rescore-store.ts';
import { useCoreDatabase } from '../infra/core-database.fixture.ts';
import {
  AttemptLost,
  type Claim,
  claimAttempt,
  closeDeadAttempts,
  findStalled,
  liveTokens,
  releaseAttempt,
  renewLease,
} from './attempt-store.ts';
import { acceptInspection, endWithProblem } from './outcome-store.ts';
import { reportProgress } from './progress-store.ts';

const database = useCoreDatabase();
let submissionId: string;
beforeEach(async () => {
  submissionId = await submitSomething(database);
});

const rules = Object.values(claimRules);
const claim = (task: Claim['task'] = 'inspect', lease = 30) => claimFor(database, task, submissionId, lease);

/** Lets a lease run out without waiting for it. */
const expire = ({ token }: Claim) =>
  database.attempt.update({ where: { token }, data: { leaseExpiresAt: new Date(Date.now() - 1000) } });

const stateOf = async () =>
  (await database.submission.findUniqueOrThrow({ where: { id: submissionId } })).state;

const facts = { parameters: 1, inspection: {}, outputName: 'features', note: '2 features per image' };

describe('a claim', () => {
  it('is given to one of many who ask at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => claimAttempt(database, claimRules.inspect, submissionId, 30)),
    );
    expect(outcomes.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(await database.attempt.count({ where: { submissionId } })).toBe(1);
  });

  it('is refused for a task whose turn it is not, and for what does not exist', async () => {
    expect(await claimAttempt(database, claimRules.evaluate, submissionId, 30)).toMatchObject({
      reason: 'done',
    });
    expect(await claimAttempt(database, claimRules.inspect, 'nothing', 30)).toMatchObject({
      reason: 'unknown',
    });
  });

  it('passes to another when its lease ran out, and the first can write no more', async () => {
    const first = await claim();
    await expire(first);
    const second = await claim();
    expect(second.number).toBe(2);
    await expect(renewLease(database, first, 30)).rejects.toThrow(AttemptLost);
    await expect(acceptInspection(database, first, facts)).rejects.toThrow(AttemptLost);
    await expect(endWithProblem(database, first, problem('NOT_ONNX', {}))).rejects.toThrow(AttemptLost);
    await reportProgress(database, first, { imagesDone: 99 });
    const row = await database.submission.findUniqueOrThrow({ where: { id: submissionId } });
    expect(row).toMatchObject({ state: 'INSPECTING', imagesDone: 0, problemCode: null });
    await acceptInspection(database, second, facts);
    expect(await stateOf()).toBe('INSPECTED');
  });

  it('lives as long as it is renewed', async () => {
    const held = await claim('inspect', 30);
    await renewLease(database, held, 60);
    expect(await liveTokens(database, [held.token, 'another'])).toEqual(new Set([held.token]));
    expect(await claimAttempt(database, claimRules.inspect, submissionId, 30)).toMatchObject({
      reason: 'held',
    });
  });

  it('may be handed back on a planned stop as often as one likes', async () => {
    for (let stops = 0; stops <= maxInterruptions; stops += 1) {
      await releaseAttempt(database, await claim(), 'RELEASED');
    }
    expect(await stateOf()).toBe('INSPECTING');
  });

  it.each([
    ['LOST', 'WORKER_LOST'],
    ['FAULT', 'PLATFORM_FAULT'],
  ] as const)('ends the submission after too many times %s', async (how, code) => {
    for (let times = 0; times < maxInterruptions; times += 1) {
      const held = await claim();
      if (how === 'LOST') await expire(held);
      else await releaseAttempt(database, held, how, 'disk on fire');
    }
    expect(await claimAttempt(database, claimRules.inspect, submissionId, 30)).toMatchObject({
      reason: 'given up',
    });
    const row = await database.submission.findUniqueOrThrow({ where: { id: submissionId } });
    expect(row).toMatchObject({ state: 'FAILED', problemCode: code });
    expect(row.problemMessage).not.toContain('disk on fire');
  });
});

describe('a pause', () => {
  it('spends no attempt, however often: the same one goes on with another token', async () => {
    let held = await claim();
    for (let times = 0; times <= maxInterruptions; times += 1) {
      await releaseAttempt(database, held, 'PAUSED', 'no room');
      const next = await claim();
      expect(next.number).toBe(1);
      await expect(acceptInspection(database, held, facts)).rejects.toThrow(AttemptLost);
      held = next;
    }
    expect(await database.attempt.count({ where: { submissionId } })).toBe(1);
    await acceptInspection(database, held, facts);
    expect(await database.attempt.findFirst({ where: { submissionId } })).toMatchObject({ outcome: 'DONE' });
  });

  it('neither counts among interruptions nor forgets them', async () => {
    for (let times = 0; times < maxInterruptions - 1; times += 1) {
      await releaseAttempt(database, await claim(), 'FAULT');
    }
    await releaseAttempt(database, await claim(), 'PAUSED');
    const last = await claim();
    expect(last.number).toBe(maxInterruptions);
    await releaseAttempt(database, last, 'FAULT');
    expect(await claimAttempt(database, claimRules.inspect, submissionId, 30)).toMatchObject({
      reason: 'given up',
    });
  });

  it('is what earlier versions called a full disk', async () => {
    for (let times = 0; times <= maxInterruptions; times += 1) {
      const { token } = await claim();
      await database.attempt.update({
        where: { token },
        data: { finishedAt: new Date(), outcome: 'STORAGE_FULL' },
      });
    }
    expect(await stateOf()).toBe('INSPECTING');
  });

  it('of the worker or the database lets a lease run out that only another claim can end', async () => {
    const held = await claim();
    await expire(held);
    await renewLease(database, held, 30);
    expect(await claimAttempt(database, claimRules.inspect, submissionId, 30)).toMatchObject({
      reason: 'held',
    });
    await acceptInspection(database, held, facts);
    expect(await stateOf()).toBe('INSPECTED');
  });
});

describe('the end of an attempt', () => {
  it('rejects the submission for a problem of the file and fails it for one of ours', async () => {
    await endWithProblem(database, await claim(), problem('NOT_ONNX', {}));
    expect(await stateOf()).toBe('REJECTED');
    submissionId = await submitSomething(database);
    await endWithProblem(database, await claim(), problem('STORAGE_FULL', {}));
    expect(await stateOf()).toBe('FAILED');
  });

  it('asks for the evaluation once the inspection is accepted', async () => {
    await acceptInspection(database, await claim(), facts);
    const messages = await database.outboxMessage.findMany({ orderBy: { id: 'desc' }, take: 1 });
    expect(messages[0]).toMatchObject({ task: 'evaluate', payload: { submissionId, background: false } });
  });

  it('closes what a dead worker held, whatever has become of the submission', async () => {
    const dead = await claim();
    await expire(dead);
    const live = await claimFor(database, 'inspect', await submitSomething(database), 30);
    expect(await closeDeadAttempts(database, new Date())).toBeGreaterThan(0);
    const rows = await database.attempt.findMany({ where: { token: { in: [dead.token, live.token] } } });
    const outcomes = new Map(rows.map(({ token, outcome }) => [token, outcome]));
    expect(outcomes).toEqual(
      new Map([
        [dead.token, 'LOST'],
        [live.token, null],
      ]),
    );
  });

  it('publishes once; a second result closes the interval of the first', async () => {
    await acceptInspection(database, await claim(), facts);
    await publishEvaluation(database, await claim('evaluate'), evaluation);
    expect(await stateOf()).toBe('RANKED');
    await database.submission.update({ where: { id: submissionId }, data: { state: 'INSPECTED' } });
    await publishEvaluation(database, await claim('evaluate'), { ...evaluation, scores: sameScores(0.6) });
    const rows = await database.evaluation.findMany({
      where: { submissionId },
      orderBy: { fromRevision: 'asc' },
    });
    expect(rows.map(({ supersededAt }) => supersededAt !== null)).toEqual([true, false]);
    const scores = await database.score.findMany({
      where: { submissionId, metric: 'acc' },
      orderBy: { mean: 'asc' },
    });
    expect(scores.map(({ mean, toRevision }) => [mean, toRevision])).toEqual([
      [0.5, rows[1]?.fromRevision],
      [0.6, null],
    ]);
    expect(rows[0]?.supersededAt).toEqual(rows[1]?.publishedAt);
  });

  it('keeps the order of what happened', async () => {
    await acceptInspection(database, await claim(), facts);
    await publishEvaluation(database, await claim('evaluate'), evaluation);
    const events = await database.submissionEvent.findMany({
      where: { submissionId },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ state }) => state)).toEqual([
      'QUEUED',
      'INSPECTING',
      'INSPECTED',
      'EXTRACTING',
      'RANKED',
    ]);
  });
});

describe('rescoring', () => {
  const other = (id: string) => ({ id, summary: 'Other k-means.', definition: { over: 1 } });
  const benchmarkOf = async () =>
    (await database.submission.findUniqueOrThrow({ where: { id: submissionId } })).benchmarkId;
  const request = async (id: string) => requestRescoring(database, await benchmarkOf(), other(id));
  const row = () => database.submission.findUniqueOrThrow({ where: { id: submissionId } });
  const notes = async () => {
    const where = { submissionId, note: { not: null } };
    const events = await database.submissionEvent.findMany({ where, orderBy: { id: 'asc' } });
    return events.map(({ note }) => note);
  };
  beforeEach(async () => {
    await request('strict-1');
    await acceptInspection(database, await claim(), facts);
    await publishEvaluation(database, await claim('evaluate'), evaluation);
  });
  afterEach(() => request('strict-1'));

  it('is claimed only where it was asked for, and once', async () => {
    expect(await claimAttempt(database, claimRules.rescore, submissionId, 30)).toMatchObject({
      reason: 'done',
    });
    const asked = await request('strict-2');
    expect(asked).toBeGreaterThan(0);
    expect(await database.outboxMessage.count({ where: { task: 'rescore' } })).toBe(asked);
    expect(await findStalled(database, rules)).toContainEqual({
      task: 'rescore',
      submissionId,
      background: true,
    });
    const held = await claim('rescore');
    expect(await stateOf()).toBe('RANKED');
    expect(await claimAttempt(database, claimRules.rescore, submissionId, 30)).toMatchObject({
      reason: 'held',
    });
    await publishEvaluation(database, held, { ...evaluation, protocolId: 'strict-2' });
    expect(await claimAttempt(database, claimRules.rescore, submissionId, 30)).toMatchObject({
      reason: 'done',
    });
    expect(await notes()).toContain('scored under strict-2');
  });

  it('is asked for again when the protocol changed while a result was on its way', async () => {
    await request('strict-2');
    const held = await claim('rescore');
    await request('strict-3');
    await publishEvaluation(database, held, { ...evaluation, protocolId: 'strict-2' });
    expect(await row()).toMatchObject({ state: 'RANKED', rescoreProtocolId: 'strict-3' });
  });

  it('is given up after too many interruptions, and tried again on a new request', async () => {
    const { id: before } = await database.evaluation.findFirstOrThrow({ where: { submissionId } });
    await request('strict-2');
    for (let times = 0; times < maxInterruptions; times += 1) {
      await releaseAttempt(database, await claim('rescore'), 'FAULT', 'disk on fire');
    }
    expect(await claimAttempt(database, claimRules.rescore, submissionId, 30)).toMatchObject({
      reason: 'given up',
    });
    expect(await row()).toMatchObject({ state: 'RANKED', problemCode: null, rescoreProtocolId: null });
    expect((await notes()).at(-1)).toMatch(/^not scored under strict-2: /);
    const current = await database.evaluation.findFirst({ where: { submissionId, supersededAt: null } });
    expect(current?.id).toBe(before);
    await request('strict-2');
    expect((await claim('rescore')).number).toBe(maxInterruptions + 1);
  });

  it('keeps published scores when it ends with a problem', async () => {
    await request('strict-2');
    const found = problem('FEATURES_TOO_FEW_DISTINCT', { distinct: 3, clusters: 9 });
    await endWithProblem(database, await claim('rescore'), found);
    expect(await row()).toMatchObject({ state: 'RANKED', problemCode: null, rescoreProtocolId: null });
    expect((await notes()).at(-1)).toBe(`not scored under strict-2: ${found.message}`);
  });
});

describe('submissions without a live attempt', () => {
  const mine = async () =>
    (await findStalled(database, rules)).filter((stalled) => stalled.submissionId === submissionId);

  it('is found whatever the queue has lost, and not while a lease lives', async () => {
    expect(await mine()).toMatchObject([{ task: 'inspect' }]);
    const held = await claim();
    expect(await mine()).toEqual([]);
    await expire(held);
    expect(await mine()).toMatchObject([{ task: 'inspect' }]);
    await acceptInspection(database, await claim(), facts);
    expect(await mine()).toMatchObject([{ task: 'evaluate' }]);
    await publishEvaluation(database, await claim('evaluate'), evaluation);
    expect(await mine()).toEqual([]);
  });
});
