import type { RunnerProblem } from './messages.ts';

type Report = Pick<RunnerProblem, 'code' | 'details'>;

/** Thrown in the child where the model, not the platform, is at fault. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  constructor(readonly report: Report) {
    super(report.code);
  }
}

/** Thrown in the child where an allocation failed. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';
}
