import { describe, expect, it } from 'vitest';
import { stagesOf } from './stages.ts';
import type { SubmissionState } from './submission-query.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, second)).toISOString();

const told = (...events: [SubmissionState, number][]) => ({
  state: events.at(-1)?.[0] ?? 'QUEUED',
  events: events.map(([state, second]) => ({ state, at: at(second), note: null })),
  progress: { imagesDone: 300, imagesTotal: 1000, seedsDone: 0, seedsTotal: 5 },
  createdAt: at(0),
});

const statuses = (submission: Parameters<typeof stagesOf>[0]) =>
  stagesOf(submission).map(({ status }) => status);

describe('the stages of a submission', () => {
  it('begin with the queue', () => {
    const [queued, ...rest] = stagesOf(told(['QUEUED', 0]));
    expect(queued).toMatchObject({ name: 'queued', status: 'active', startedAt: at(0), seconds: null });
    expect(rest.map(({ status, startedAt, progress }) => [status, startedAt, progress])).toEqual(
      Array(4).fill(['waiting', null, null]),
    );
  });

  it('tell how long each took', () => {
    const stages = stagesOf(
      told(
        ['QUEUED', 0],
        ['INSPECTING', 2],
        ['INSPECTED', 3],
        ['EXTRACTING', 8],
        ['CLUSTERING', 20],
        ['RANKED', 25],
      ),
    );
    expect(stages.map(({ status, seconds }) => [status, seconds])).toEqual([
      ['done', 2],
      ['done', 1],
      ['done', 12],
      ['done', 5],
      ['done', null],
    ]);
  });

  it('are over once ranked, however often it is rescored', () => {
    const stages = stagesOf(told(['QUEUED', 0], ['CLUSTERING', 5], ['RANKED', 9], ['RANKED', 50]));
    expect(stages.at(-2)).toMatchObject({ name: 'clustered', seconds: 4 });
  });

  it('count images and seeds only once their turn has come', () => {
    const stages = stagesOf(told(['QUEUED', 0], ['INSPECTING', 2], ['INSPECTED', 3], ['EXTRACTING', 8]));
    expect(stages.map(({ progress }) => progress)).toEqual([
      null,
      null,
      { done: 300, total: 1000 },
      null,
      null,
    ]);
  });

  it('wait for extraction after inspection', () => {
    expect(statuses(told(['QUEUED', 0], ['INSPECTING', 2], ['INSPECTED', 3]))).toEqual([
      'done',
      'done',
      'active',
      'waiting',
      'waiting',
    ]);
  });

  it.each(['REJECTED', 'FAILED'] as const)('end where the submission was %s', (end) => {
    expect(statuses(told(['QUEUED', 0], ['INSPECTING', 2], [end, 3]))).toEqual([
      'done',
      'failed',
      'waiting',
      'waiting',
      'waiting',
    ]);
    expect(statuses(told([end, 1]))[0]).toBe('failed');
  });

  it('end where the submission was cancelled', () => {
    expect(statuses(told(['QUEUED', 0], ['INSPECTING', 2], ['INSPECTED', 3], ['CANCELLED', 4]))).toEqual([
      'done',
      'done',
      'cancelled',
      'waiting',
      'waiting',
    ]);
    expect(statuses(told(['CANCELLED', 1]))[0]).toBe('cancelled');
  });

  it('count a stage that was taken up again from its last try', () => {
    const stages = stagesOf(
      told(
        ['QUEUED', 0],
        ['INSPECTING', 2],
        ['INSPECTED', 3],
        ['EXTRACTING', 4],
        ['EXTRACTING', 30],
        ['CLUSTERING', 40],
      ),
    );
    expect(stages[2]).toMatchObject({ startedAt: at(30), seconds: 10 });
  });
});
