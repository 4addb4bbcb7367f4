import { describe, expect, it } from 'vitest';
import { type PendingSubmission, remainingTimes } from './remaining-times.ts';

const measured = (seconds: number, size: number | null = null) => [{ seconds, size }];
const durations = new Map([
  ['b', { images: 100, inspection: measured(2), extraction: measured(10), clustering: measured(30) }],
]);

const waiting = (submissionId: string, changes: Partial<PendingSubmission> = {}): PendingSubmission => ({
  submissionId,
  benchmarkId: 'b',
  stage: 'evaluation',
  heldSeconds: null,
  clusteringSeconds: null,
  extracted: 0,
  secondsPerImage: 0.5,
  featureDim: 128,
  ...changes,
});
const times = (pending: readonly PendingSubmission[], workers = 1) =>
  Object.fromEntries(remainingTimes(pending, durations, workers));

describe('the remaining time', () => {
  it('is that of all before it and its own', () => {
    expect(times(['a', 'b', 'c'].map((id) => waiting(id)))).toEqual({ a: 40, b: 80, c: 120 });
  });

  it('is shorter with more workers', () => {
    expect(
      times(
        ['a', 'b', 'c'].map((id) => waiting(id)),
        2,
      ),
    ).toEqual({ a: 40, b: 40, c: 80 });
  });

  it('begins with the inspection, which others do not wait for', () => {
    const uninspected = { stage: 'inspection', secondsPerImage: null, featureDim: null } as const;
    expect(times([waiting('a', uninspected)])).toEqual({ a: 42 });
    expect(times([waiting('a'), waiting('b', uninspected)])).toEqual({ a: 40, b: 80 });
    expect(times([waiting('a', { ...uninspected, heldSeconds: 1.5 })])).toEqual({ a: 40.5 });
  });

  it('counts what a worker has first, less what is done', () => {
    const running = waiting('r', { heldSeconds: 4 });
    expect(times([waiting('a'), running])).toEqual({ r: 36, a: 76 });
    const clustering = waiting('r', { stage: 'clustering', heldSeconds: 15, clusteringSeconds: 12 });
    expect(times([clustering, waiting('a')])).toEqual({ r: 18, a: 58 });
  });

  it('goes by its own speed once that is known', () => {
    const running = waiting('r', { heldSeconds: 20, extracted: 0.25 });
    expect(times([running])).toEqual({ r: 90 });
  });

  it('is never nothing before the end', () => {
    const late = waiting('r', { stage: 'clustering', heldSeconds: 99, clusteringSeconds: 90 });
    expect(times([late])).toEqual({ r: 1.5 });
  });

  it('is unknown without workers, without anything measured, and behind what is unknown', () => {
    expect(times([waiting('a')], 0)).toEqual({});
    const other = waiting('other', { benchmarkId: 'new' });
    expect(times([waiting('a'), other, waiting('b')])).toEqual({ a: 40 });
  });
});
