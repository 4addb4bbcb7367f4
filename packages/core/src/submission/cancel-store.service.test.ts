import { problem } from '@clusterboard/problems';
import { beforeEach, describe, expect, it } from 'vitest';
import { claimFor, claimRules, someEvaluation, submitSomething } from '../catalogue/catalogue.fixture.ts';
import { publishEvaluation, withdrawEntry } from '../evaluation/publish-store.ts';
import { useCoreDatabase } from '../infra/core-database.fixture.ts';
import {
  type Claim,
  claimAttempt,
  findStalled,
  refuseCancelled,
  renewLease,
  SubmissionCancelled,
} from './attempt-store.ts';
import { cancelSubmission } from './cancel-store.ts';
import { acceptInspection, endWithProblem } from './outcome-store.ts';
import { reportProgress, startClustering } from './progress-store.ts';
import { queuePositions } from './queue-store.ts';
import { retryFailed, retrySubmission } from './retry-store.ts';

const database = useCoreDatabase();
let submissionId: string;
beforeEach(async () => {
  submissionId = await submitSomething(database);
});

const claim = (task: Claim['task'] = 'inspect') => claimFor(database, task, submissionId, 30);
const facts = { parameters: 1, inspection: {}, outputName: 'features', note: '2 features per image' };
const inspected = async () => acceptInspection(database, await claim(), facts);
const row = () => database.submission.findUniqueOrThrow({ where: { id: submissionId } });
const cancel = () => cancelSubmission(database, submissionId);
const events = async () => {
  const found = await database.submissionEvent.findMany({ where: { submissionId }, orderBy: { id: 'asc' } });
  return found.map(({ state }) => state);
};

describe('a cancellation', () => {
  it.each([
    ['QUEUED', async () => {}],
    ['INSPECTING', async () => void (await claim())],
    ['INSPECTED', inspected],
    [
      'EXTRACTING',
      async () => {
        await inspected();
        await claim('evaluate');
      },
    ],
    [
      'CLUSTERING',
      async () => {
        await inspected();
        await startClustering(database, await claim('evaluate'), 5);
      },
    ],
  ])('ends what is %s, once, and leaves nothing to do', async (state, bring) => {
    await bring();
    expect((await row()).state).toBe(state);
    const before = await events();
    expect(await cancel()).toMatchObject({ kind: 'cancelled', submission: { state: 'CANCELLED' } });
    expect(await cancel()).toMatchObject({ kind: 'cancelled', submission: { state: 'CANCELLED' } });
    expect(await events()).toEqual([...before, 'CANCELLED']);
    expect(
      (await findStalled(database, Object.values(claimRules))).map((stalled) => stalled.submissionId),
    ).not.toContain(submissionId);
    for (const task of ['inspect', 'evaluate', 'rescore'] as const) {
      expect(await claimAttempt(database, claimRules[task], submissionId, 30)).toMatchObject({
        reason: 'done',
      });
    }
    expect(await queuePositions(database, [submissionId])).toEqual([]);
  });

  it('stops every write of the worker that has it', async () => {
    await inspected();
    const held = await claim('evaluate');
    await cancel();
    const writes = [
      () => renewLease(database, held, 30),
      () => refuseCancelled(database, held),
      () => startClustering(database, held, 5),
      () => publishEvaluation(database, held, someEvaluation),
      () => endWithProblem(database, held, problem('FEATURES_CONSTANT', {})),
    ];
    for (const write of writes) await expect(write()).rejects.toThrow(SubmissionCancelled);
    await reportProgress(database, held, { imagesDone: 99 });
    expect(await row()).toMatchObject({ state: 'CANCELLED', imagesDone: 0, problemCode: null });
    expect(await database.evaluation.count({ where: { submissionId } })).toBe(0);
    expect(await database.boardEvent.count({ where: { submissionId } })).toBe(0);
  });

  it('and a publication at once: one of them comes first, and both know which', async () => {
    for (let round = 0; round < 12; round++) {
      submissionId = await submitSomething(database);
      await inspected();
      const held = await claim('evaluate');
      const publish = () => publishEvaluation(database, held, someEvaluation).then(() => 'published');
      const publication = publish().catch((error: Error) => error.name);
      // From before the first statement of the publication to after its last.
      for (let turn = 0; turn < round; turn++) await database.$executeRaw`SELECT 1`;
      const { kind } = await cancel();
      const ranked = kind === 'ended';
      expect(await publication).toBe(ranked ? 'published' : 'SubmissionCancelled');
      expect((await row()).state).toBe(ranked ? 'RANKED' : 'CANCELLED');
      expect(await database.evaluation.count({ where: { submissionId } })).toBe(ranked ? 1 : 0);
      expect(await database.boardEvent.count({ where: { submissionId } })).toBe(ranked ? 1 : 0);
    }
  });

  it('comes too late for what is on the board, was taken off it, or was refused', async () => {
    await inspected();
    await publishEvaluation(database, await claim('evaluate'), someEvaluation);
    expect(await cancel()).toMatchObject({ kind: 'ended', submission: { state: 'RANKED' } });
    await withdrawEntry(database, submissionId, 'It was a mistake.');
    expect(await cancel()).toMatchObject({ kind: 'ended', submission: { state: 'WITHDRAWN' } });
    submissionId = await submitSomething(database);
    await endWithProblem(database, await claim(), problem('NOT_ONNX', {}));
    expect(await cancel()).toMatchObject({ kind: 'ended', submission: { state: 'REJECTED' } });
    expect(await cancelSubmission(database, 'nothing')).toEqual({ kind: 'unknown' });
  });
});

describe('another try', () => {
  const retry = (id = submissionId) => retrySubmission(database, id);
  const fail = async () => endWithProblem(database, await claim(), problem('STORAGE_FULL', {}));

  it.each([
    ['cancelled', async () => void (await cancel())],
    ['failed', fail],
  ])('of what was %s is a submission of its own with the same settings, once', async (_how, end) => {
    await end();
    const before = await row();
    const outcomes = await Promise.all([retry(), retry(), retry()]);
    const ids = outcomes.map((outcome) => (outcome.kind === 'unknown' ? '' : outcome.submission.id));
    expect(new Set(ids).size).toBe(1);
    expect(outcomes[0]).toMatchObject({
      kind: 'retried',
      submission: {
        state: 'QUEUED',
        encoderId: before.encoderId,
        preprocessing: before.preprocessing,
        outputName: before.outputName,
        pooling: before.pooling,
      },
    });
    expect(ids[0]).not.toBe(submissionId);
    const messages = await database.outboxMessage.findMany({ orderBy: { id: 'desc' }, take: 1 });
    expect(messages).toMatchObject([
      { task: 'inspect', payload: { submissionId: ids[0], background: false } },
    ]);
    await cancelSubmission(database, ids[0] ?? '');
    expect(await retry(ids[0])).toMatchObject({ kind: 'retried', submission: { state: 'QUEUED' } });
  });

  it('is refused to what is under way or was rejected, and to what is unknown', async () => {
    expect(await retry()).toMatchObject({ kind: 'refused', submission: { state: 'QUEUED' } });
    await endWithProblem(database, await claim(), problem('NOT_ONNX', {}));
    expect(await retry()).toMatchObject({ kind: 'refused', submission: { state: 'REJECTED' } });
    expect(await retry('nothing')).toEqual({ kind: 'unknown' });
  });
});

describe('all that failed', () => {
  it('through a fault of ours is tried again at once, and only once', async () => {
    const failedIds: string[] = [];
    for (const code of ['STORAGE_FULL', 'WORKER_LOST'] as const) {
      submissionId = await submitSomething(database);
      const details = code === 'WORKER_LOST' ? problem(code, { times: 3 }) : problem(code, {});
      await endWithProblem(database, await claim(), details);
      failedIds.push(submissionId);
    }
    submissionId = await submitSomething(database);
    await endWithProblem(database, await claim(), problem('NOT_ONNX', {}));
    const rejected = submissionId;
    const retried = await retryFailed(database);
    const own = retried.filter(({ failed }) => failedIds.includes(failed));
    expect(own.map(({ failed }) => failed)).toEqual(failedIds);
    expect(retried.map(({ failed }) => failed)).not.toContain(rejected);
    for (const { submission } of own) {
      const row = await database.submission.findUniqueOrThrow({ where: { id: submission } });
      expect(row).toMatchObject({ state: 'QUEUED', problemCode: null });
    }
    expect(await retryFailed(database)).toEqual([]);
  });
});
