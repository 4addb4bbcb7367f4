import { performance } from 'node:perf_hooks';
import type { Pack } from '@clusterboard/datasets';
import { type Evaluation, type EvaluationInput, evaluate } from '@clusterboard/evaluation';
import { type ExtractedSplits, readFeatures } from '@clusterboard/extraction';
import { type Result, success } from '@clusterboard/problems';

export interface TimedEvaluation extends Evaluation {
  readonly seconds: number;
}

/** Judges extracted features by the labels of their pack; fails and throws as `evaluate` does. */
export async function evaluateSplits(
  pack: Pack,
  { train, test }: ExtractedSplits,
  options: Pick<EvaluationInput, 'protocol' | 'probes' | 'threads' | 'signal' | 'onProgress'>,
): Promise<Result<TimedEvaluation>> {
  const started = performance.now();
  const evaluated = await evaluate({
    ...options,
    train: await readFeatures(train.path, train.rows, train.dim),
    trainLabels: await pack.train.readLabels(),
    test: await readFeatures(test.path, test.rows, test.dim),
    testLabels: await pack.test.readLabels(),
    classCount: pack.manifest.classNames.length,
  });
  if (!evaluated.ok) return evaluated;
  return success({ ...evaluated.value, seconds: (performance.now() - started) / 1000 });
}
