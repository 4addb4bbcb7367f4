import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashBytes } from '@clusterboard/artifacts';
import type { Pack } from '@clusterboard/datasets';
import { computeViews, type Evaluation, type EvaluationViews } from '@clusterboard/evaluation';
import type { WorkerContext } from './context.ts';

export interface KeptViews {
  readonly views: EvaluationViews;
  /** Where each seed's test assignment lies in the store, under the hash that the receipt has too. */
  readonly assignments: readonly { readonly seed: number; readonly sha256: string }[];
}

/** Makes the views of an evaluation and keeps its test assignments; throws an AbortError. */
export async function keepViews(
  evaluation: Evaluation,
  pack: Pack,
  scratch: string,
  { store, threads }: WorkerContext,
  signal: AbortSignal,
): Promise<KeptViews> {
  const labels = await pack.test.readLabels();
  const views = await computeViews(evaluation, labels, { threads, signal });
  const assignments: { seed: number; sha256: string }[] = [];
  for (const { seed, testAssignment } of evaluation.artefacts.runs) {
    const { buffer, byteOffset, byteLength } = testAssignment;
    const path = join(scratch, `assignment-${seed}.i32`);
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    await writeFile(path, bytes);
    assignments.push({ seed, sha256: (await store.adopt(path, hashBytes(bytes))).sha256 });
  }
  return { views, assignments };
}
