import type { EvaluationViews } from '@clusterboard/evaluation';
import type { TimedEvaluation } from '@clusterboard/pipeline';
import type { WorkerContext } from './context.ts';

export interface KeptViews {
  readonly views: EvaluationViews;
  /** Where each seed's test assignment lies in the store, under the hash that the receipt has too. */
  readonly assignments: readonly { readonly seed: number; readonly sha256: string }[];
}

/** Moves the test assignments of an evaluation into the store. */
export async function keepViews(
  { views, testAssignments }: TimedEvaluation,
  { store }: WorkerContext,
): Promise<KeptViews> {
  if (views === null) throw new Error('the evaluation was asked for no views');
  const assignments: { seed: number; sha256: string }[] = [];
  for (const { seed, path, sha256 } of testAssignments) {
    assignments.push({ seed, sha256: (await store.adopt(path, sha256)).sha256 });
  }
  return { views, assignments };
}
