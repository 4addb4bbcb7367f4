import { join } from 'node:path';
import { readMatrix } from '@clusterboard/artifacts/read-npy';
import { clusterCount, type EvaluationReport, type Protocol } from '@clusterboard/evaluation';
import { writeFeatures } from '@clusterboard/extraction/feature-file';
import { evaluateFeatures, type LabelledFeatures } from '@clusterboard/pipeline';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import type { CommandContext } from '../context.ts';
import { blankLinesProblem, distinctProblem } from '../labels/pair-labels.ts';
import { readLabels } from '../labels/read-labels.ts';
import { lengthProblem, numberSplits } from '../labels/shared-labels.ts';
import { type CommandResult, exitCodes } from '../output/outcome.ts';
import { evaluationProgress } from '../output/progress.ts';
import { summaryTable } from '../output/score-table.ts';
import { plural } from '../output/terminal-text.ts';
import { withScratch } from '../scratch.ts';

export interface ClusterOptions {
  readonly train: string;
  readonly trainLabels: string;
  readonly test: string;
  readonly testLabels: string;
  readonly protocol: Protocol;
  readonly k?: number;
  readonly pca?: number;
  readonly seeds?: readonly number[];
}

/** A test split may have one image of each class. */
async function readSplit(
  featuresFile: string,
  labelsFile: string,
  mayBeDistinct: boolean,
  { note }: CommandContext,
) {
  const features = await readMatrix(featuresFile);
  if (!features.ok) return features;
  const labels = await readLabels(labelsFile, note);
  if (!labels.ok) return labels;
  const { rows } = features.value;
  if (labels.value.labels.length !== rows) {
    const has = { count: labels.value.labels.length, what: 'labels' };
    return failure(lengthProblem(labelsFile, has, { file: featuresFile, count: rows, what: 'rows' }));
  }
  const wrong =
    blankLinesProblem(labels.value, featuresFile) ??
    (mayBeDistinct ? null : distinctProblem(labels.value, 'labels'));
  return wrong === null ? success({ features: features.value, labels: labels.value.labels }) : failure(wrong);
}

/** The protocol with the given overrides, which make it a custom protocol. */
function adapt(options: ClusterOptions, classCount: number): Result<Protocol> {
  const { protocol, k, pca, seeds } = options;
  if (k === undefined && pca === undefined && seeds === undefined) return success(protocol);
  if (pca !== undefined && protocol.pcaDim === null) {
    return failure(problem('INVALID_FIELD', { field: '--pca', reason: `${protocol.id} does not use PCA.` }));
  }
  const changed: Protocol = {
    ...protocol,
    ...(pca === undefined ? {} : { pcaDim: pca }),
    ...(k === undefined ? {} : { over: k / classCount }),
    ...(seeds === undefined ? {} : { seeds: [...seeds] }),
    id: 'custom',
  } as Protocol;
  // k / C · C can be slightly below k, and be rounded down.
  if (k !== undefined && clusterCount(changed, classCount) !== k) {
    return success({ ...changed, over: (k + 0.5) / classCount });
  }
  return success(changed);
}

function describe(report: EvaluationReport): string {
  const { protocol, clusters, trainCount, testCount, classCount, pca } = report;
  const reduced = pca.applied
    ? `${pca.dim} of ${report.featureDim} dimensions (${(100 * pca.explainedVariance).toFixed(1)}% of the variance)`
    : `${report.featureDim} dimensions`;
  return [
    `${protocol.id}: ${plural(clusters, 'cluster')} for ${plural(classCount, 'class', 'classes')}, ${plural(protocol.seeds.length, 'seed')}, ${reduced}`,
    `${trainCount} train and ${testCount} test images`,
    '',
    summaryTable(report),
  ].join('\n');
}

/** For the evaluator's process, which reads them from a file. */
async function toFile(
  path: string,
  features: Parameters<typeof writeFeatures>[1],
  labels: Int32Array,
): Promise<LabelledFeatures> {
  await writeFeatures(path, features);
  return { features: { path, rows: features.rows, dim: features.dim }, labels };
}

/** Runs the full protocol on extracted features. */
export async function cluster(options: ClusterOptions, context: CommandContext): CommandResult {
  const train = await readSplit(options.train, options.trainLabels, false, context);
  if (!train.ok) return train;
  const test = await readSplit(options.test, options.testLabels, true, context);
  if (!test.ok) return test;
  const [trainDim, testDim] = [train.value.features.dim, test.value.features.dim];
  if (trainDim !== testDim) {
    const reason = `it has ${testDim} columns, but ${options.train} has ${trainDim}`;
    return failure(problem('ARRAY_UNREADABLE', { file: options.test, reason }));
  }
  const numbered = numberSplits(
    { file: options.trainLabels, labels: train.value.labels },
    { file: options.testLabels, labels: test.value.labels },
  );
  if (!numbered.ok) return numbered;
  const { names, indices } = numbered.value;
  const [trainLabels = new Int32Array(), testLabels = new Int32Array()] = indices;
  const protocol = adapt(options, names.length);
  if (!protocol.ok) return protocol;
  const { rows } = train.value.features;
  const clusters = clusterCount(protocol.value, names.length);
  if (clusters > rows) {
    const reason = `${plural(clusters, 'cluster')} need at least as many train images, but ${options.train} has ${rows}.`;
    return failure(problem('INVALID_FIELD', { field: '--k', reason }));
  }
  const evaluated = await withScratch(async (scratch) =>
    evaluateFeatures(
      {
        train: await toFile(join(scratch, 'train.f32'), train.value.features, trainLabels),
        test: await toFile(join(scratch, 'test.f32'), test.value.features, testLabels),
      },
      names.length,
      {
        protocol: protocol.value,
        evaluator: context.evaluator,
        threads: context.environment.threads,
        scratch,
        signal: context.signal,
        onProgress: evaluationProgress(context.progress),
      },
    ),
  );
  if (!evaluated.ok) return evaluated;
  const { report } = evaluated.value;
  return success({
    exitCode: exitCodes.ok,
    document: { classes: names, report },
    text: describe(report),
  });
}
