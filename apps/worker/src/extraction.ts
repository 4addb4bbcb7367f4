import { join } from 'node:path';
import type { SplitName } from '@clusterboard/datasets';
import { type Result, success } from '@clusterboard/problems';
import type { WorkerContext } from './context.ts';
import { type EncoderFeatures, runEncoder } from './runner/run-encoder.ts';
import { type Assignment, encoderRun } from './tasks/submission.ts';

/** float32 features of one split on disk, row-major [rows, dim]. */
export interface ExtractedSplit extends EncoderFeatures {
  readonly path: string;
}

export type ExtractedSplits = Record<SplitName, ExtractedSplit>;

/** Runs the encoder over train, then test, counting images of both together. */
export async function extractSplits(
  context: WorkerContext,
  assignment: Assignment,
  directory: string,
  signal: AbortSignal,
  onProgress: (progress: { imagesDone: number; imagesTotal: number }) => void,
): Promise<Result<ExtractedSplits>> {
  const { pack } = assignment;
  const imagesTotal = pack.train.count + pack.test.count;
  const extract = async (name: SplitName, imagesBefore: number): Promise<Result<ExtractedSplit>> => {
    const path = join(directory, `${name}.features.f32`);
    const run = await runEncoder({
      ...encoderRun(context, assignment, pack[name], signal),
      featuresPath: path,
      onProgress: ({ imagesDone }) => onProgress({ imagesDone: imagesBefore + imagesDone, imagesTotal }),
    });
    return run.ok ? success({ ...run.value, path }) : run;
  };
  onProgress({ imagesDone: 0, imagesTotal });
  const train = await extract('train', 0);
  if (!train.ok) return train;
  const test = await extract('test', pack.train.count);
  if (!test.ok) return test;
  if (test.value.dim !== train.value.dim) {
    throw new Error(`${train.value.dim} features on train but ${test.value.dim} on test`);
  }
  return success({ train: train.value, test: test.value });
}
