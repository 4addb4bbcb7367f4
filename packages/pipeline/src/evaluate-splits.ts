import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pack } from '@clusterboard/datasets';
import type { Labels, Protocol } from '@clusterboard/evaluation';
import type { ExtractedSplit, ExtractedSplits } from '@clusterboard/extraction';
import { failure, problem, type Result } from '@clusterboard/problems';
import { featureLimit } from './evaluator/feature-limit.ts';
import type { EvaluatorJob } from './evaluator/job.ts';
import { type EvaluatorRun, runEvaluator, type TimedEvaluation } from './evaluator/run-evaluator.ts';

export interface EvaluationOptions extends EvaluatorRun {
  readonly protocol: Protocol;
  /** Whether to fit probes, which is the default. */
  readonly probes?: boolean;
  /** Whether to compute what people look at, too. */
  readonly views?: boolean;
  readonly threads: number;
  /** Where labels and results are written. */
  readonly scratch: string;
}

/** Features in a file, as float32 rows, and their classes. */
export interface LabelledFeatures {
  readonly features: Pick<ExtractedSplit, 'path' | 'rows' | 'dim'>;
  readonly labels: Labels;
}

/** Judges features by their labels. Fails with FEATURES_TOO_WIDE before any work, and as `runEvaluator` does. */
export async function evaluateFeatures(
  splits: { readonly train: LabelledFeatures; readonly test: LabelledFeatures },
  classCount: number,
  { protocol, probes = true, views = false, threads, scratch, ...run }: EvaluationOptions,
): Promise<Result<TimedEvaluation>> {
  const { features: train } = splits.train;
  const shape = { trainRows: train.rows, testRows: splits.test.features.rows, pcaDim: protocol.pcaDim };
  const limit = featureLimit(shape, run.evaluator, threads);
  if (train.dim > limit.dim) {
    return failure(problem('FEATURES_TOO_WIDE', { dim: train.dim, limit: limit.dim, reason: limit.reason }));
  }
  const describe = async (name: 'train' | 'test'): Promise<EvaluatorJob['train']> => {
    const { features, labels } = splits[name];
    const labelsPath = join(scratch, `${name}.labels.i32`);
    await writeFile(labelsPath, new Uint8Array(Int32Array.from(labels).buffer));
    return { path: features.path, rows: features.rows, dim: features.dim, labelsPath };
  };
  const job = { classCount, protocol, probes, views, threads, directory: scratch };
  return runEvaluator({ train: await describe('train'), test: await describe('test'), ...job }, run);
}

/** {@link evaluateFeatures} of a pack. */
export async function evaluateSplits(
  pack: Pack,
  { train, test }: ExtractedSplits,
  options: EvaluationOptions,
): Promise<Result<TimedEvaluation>> {
  return evaluateFeatures(
    {
      train: { features: train, labels: await pack.train.readLabels() },
      test: { features: test, labels: await pack.test.readLabels() },
    },
    pack.manifest.classNames.length,
    options,
  );
}
