import type { Problem } from './problem.ts';

/** An expected failure is a value; only faults are thrown. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (problem: Problem): Result<never> => ({ ok: false, problem });
