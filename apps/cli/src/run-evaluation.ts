import { hashFile } from '@clusterboard/artifacts';
import type { Pack, SplitName } from '@clusterboard/datasets';
import type { Protocol } from '@clusterboard/evaluation';
import { type ExtractedSplits, type ExtractionSettings, extractSplits } from '@clusterboard/extraction';
import { buildReceipt, evaluateSplits, type Receipt } from '@clusterboard/pipeline';
import { type Result, success } from '@clusterboard/problems';
import type { CommandContext } from './context.ts';
import { evaluationProgress } from './evaluation-progress.ts';

/** What is to be evaluated, and how. */
export interface EvaluationJob {
  readonly pack: Pack;
  readonly model: Receipt['model'] & { readonly path: string };
  readonly output: Receipt['output'];
  readonly preprocessing: ExtractionSettings['preprocessing'];
  readonly protocol: Protocol;
  /** Whether to fit probes, which they are by default. */
  readonly probes?: boolean;
  /** As an earlier run had it. */
  readonly execution?: Receipt['execution'];
}

/** Of the room that decoded images and features may take, as the worker has it. */
const cropCacheBytes = 16 * 2 ** 30;
const featureCacheBytes = 32 * 2 ** 30;

function extractionSettings(job: EvaluationJob, context: CommandContext): ExtractionSettings {
  const { environment, runnerEntry, cropCacheDir, featureCacheDir, signal, note } = context;
  const { wallClockSeconds, memoryMebibytes, sandbox } = environment.runner;
  const { execution } = job;
  return {
    runnerEntry,
    modelPath: job.model.path,
    preprocessing: job.preprocessing,
    output: {
      pooling: job.output.pooling,
      ...(job.output.name === undefined ? {} : { name: job.output.name }),
    },
    limits: { wallClockSeconds, memoryMebibytes },
    executionProviders: environment.executionProviders,
    threads: execution?.threads ?? environment.threads,
    ...(execution === undefined ? {} : { batchSize: execution.batchSize }),
    sandbox,
    signal,
    onLog: note,
    onPassedOver: environment.executionProvidersChosen ? note : () => {},
    // What is to be as an earlier run had it is computed, not looked up.
    ...(execution === undefined
      ? {
          cropCache: { directory: cropCacheDir, limitBytes: cropCacheBytes },
          featureCache: {
            directory: featureCacheDir,
            limitBytes: featureCacheBytes,
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
  const { progress, environment, signal } = context;
  const extracted = await extractSplits(
    extractionSettings(job, context),
    job.pack,
    scratch,
    ({ imagesDone, imagesTotal }) => progress.show('features', imagesDone, imagesTotal),
  );
  if (!extracted.ok) return extracted;
  await useFeatures(extracted.value);
  const evaluation = await evaluateSplits(job.pack, extracted.value, {
    protocol: job.protocol,
    probes: job.probes ?? true,
    threads: environment.threads,
    signal,
    onProgress: evaluationProgress(progress),
  });
  if (!evaluation.ok) return evaluation;
  const { train, test } = extracted.value;
  const featuresSha256: Record<SplitName, string> = {
    train: await hashFile(train.path),
    test: await hashFile(test.path),
  };
  const { sha256, bytes } = job.model;
  return success(
    buildReceipt({
      model: { sha256, bytes },
      output: job.output,
      preprocessing: job.preprocessing,
      pack: job.pack,
      extracted: extracted.value,
      featuresSha256,
      evaluation: evaluation.value,
    }),
  );
}
