import type { RunnerProblem } from './messages.ts';

type Report = Pick<RunnerProblem, 'code' | 'details'>;

/** Thrown in the child where the model, not the platform, is at fault. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  constructor(readonly report: Report) {
    super(report.code);
  }
}

const memoryTexts =
  /bad_alloc|bad allocation|failed to allocate|out of memory|cannot allocate|allocation failed/i;

/** How onnxruntime and libstdc++ say that an allocation failed. */
export const tellsOfMemory = (text: string): boolean => memoryTexts.test(text);

/** Thrown in the child where an allocation failed. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';
}

/** The text of whatever was thrown, short enough for a message. */
export const errorText = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 900);
