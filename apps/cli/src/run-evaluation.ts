import { stat } from 'node:fs/promises';
import { hashFile } from '@clusterboard/artifacts';
import { unreadable } from '@clusterboard/artifacts/file-problem';
import type { Pack } from '@clusterboard/datasets';
import type { Protocol } from '@clusterboard/evaluation';
import type { ExtractedSplits, ExtractionSettings } from '@clusterboard/extraction';
import { cacheLimits, featureLimit, type Receipt, runPipeline } from '@clusterboard/pipeline';
import { failure, type Result, success } from '@clusterboard/problems';
import type { CommandContext } from './context.ts';
import { evaluationProgress } from './output/progress.ts';

/** What is to be evaluated, and how. */
export interface EvaluationJob {
  readonly pack: Pack;
  readonly model: Receipt['model'] & { readonly path: string };
  readonly output: Receipt['output'];
  /** Features per image, as far as the file tells. */
  readonly dim?: number;
  readonly inputLayout: NonNullable<ExtractionSettings['inputLayout']> | undefined;
  /** Images per run; chosen by their size when absent. */
  readonly batchSize?: number;
  readonly preprocessing: ExtractionSettings['preprocessing'];
  readonly protocol: Protocol;
  /** Whether to fit probes, which they are by default. */
  readonly probes?: boolean;
  /** As an earlier run had it. */
  readonly execution?: Receipt['execution'];
}

export function extractionSettings(job: EvaluationJob, context: CommandContext): ExtractionSettings {
  const { environment, evaluator, runnerEntry, cropCacheDir, featureCacheDir, signal, note } = context;
  const { wallClockSeconds, memoryMebibytes, sandbox } = environment.runner;
  const { execution, pack, protocol } = job;
  const batchSize = execution?.batchSize ?? job.batchSize;
  return {
    runnerEntry,
    modelPath: job.model.path,
    preprocessing: job.preprocessing,
    output: {
      pooling: job.output.pooling,
      ...(job.output.name === undefined ? {} : { name: job.output.name }),
      ...(job.output.layout === undefined ? {} : { layout: job.output.layout }),
      ...(job.dim === undefined ? {} : { dim: job.dim }),
    },
    ...(job.inputLayout === undefined ? {} : { inputLayout: job.inputLayout }),
    limits: { wallClockSeconds, memoryMebibytes },
    executionProviders: environment.executionProviders,
    threads: execution?.threads ?? environment.threads,
    ...(batchSize === undefined ? {} : { batchSize }),
    sandbox,
    featureLimit: featureLimit(
      { trainRows: pack.train.count, testRows: pack.test.count, pcaDim: protocol.pcaDim },
      evaluator,
      environment.threads,
    ),
    signal,
    onLog: note,
    onPassedOver: environment.executionProvidersChosen ? note : () => {},
    // What is to be computed in a certain way is not looked up.
    ...(batchSize === undefined
      ? {
          cropCache: { directory: cropCacheDir, limitBytes: cacheLimits.cropBytes },
          featureCache: {
            directory: featureCacheDir,
            limitBytes: cacheLimits.featureBytes,
            modelSha256: job.model.sha256,
          },
        }
      : {}),
  };
}

/** Called while the files of features are still there. */
export type UseFeatures = (extracted: ExtractedSplits) => Promise<void>;

/**
 * Extraction, the whole protocol and the receipt, with files of features in `scratch`. Fails as the
 * extraction and the evaluation do.
 */
export async function runEvaluation(
  job: EvaluationJob,
  scratch: string,
  context: CommandContext,
  useFeatures: UseFeatures = async () => {},
): Promise<Result<Receipt>> {
  const { progress, environment, evaluator, signal } = context;
  const { sha256, bytes } = job.model;
  const result = await runPipeline(
    {
      model: { sha256, bytes },
      extraction: extractionSettings(job, context),
      ...(job.output.reasons === undefined ? {} : { reasons: job.output.reasons }),
      pack: job.pack,
      protocol: job.protocol,
      probes: job.probes ?? true,
      evaluator,
      threads: environment.threads,
      scratch,
      signal,
    },
    {
      onExtraction: ({ imagesDone, imagesTotal }) => progress.show('features', imagesDone, imagesTotal),
      onFeatures: useFeatures,
      onEvaluation: evaluationProgress(progress),
      keepFeatures: async ({ train, test }) => ({
        train: await hashFile(train.path),
        test: await hashFile(test.path),
      }),
    },
  );
  return result.ok ? success(result.value.receipt) : result;
}

/** Hashes a model. Fails with FILE_UNREADABLE. */
export async function measureModel(path: string): Promise<Result<EvaluationJob['model']>> {
  try {
    const { size } = await stat(path);
    return success({ path, sha256: await hashFile(path), bytes: size });
  } catch (error) {
    return failure(unreadable(path, error));
  }
}
