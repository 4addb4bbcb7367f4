import { join } from 'node:path';
import type { FileCacheSettings } from '@clusterboard/artifacts';
import { loadForWork, type SubmissionForWork } from '@clusterboard/core';
import { openPack, type Pack } from '@clusterboard/datasets';
import { type Protocol, protocolSchema } from '@clusterboard/evaluation';
import type { ExtractionSettings } from '@clusterboard/extraction';
import { outputReasons } from '@clusterboard/onnx/submission-fields';
import { cacheLimits, type PipelineJob } from '@clusterboard/pipeline';
import { type Preprocessing, preprocessing as preprocessingSchema } from '@clusterboard/preprocessing';
import { problem } from '@clusterboard/problems';
import type { WorkerContext } from './context.ts';
import { InputsUnreachable } from './pauses/fault-cause.ts';

/** A submission with its model file and the images it is to be run on. */
export interface EvaluationInputs {
  readonly submission: SubmissionForWork;
  readonly preprocessing: Preprocessing;
  readonly protocol: Protocol;
  readonly pack: Pack;
  readonly modelPath: string;
}

/**
 * Reads all that a task needs.
 *
 * @throws InputsUnreachable when the data set is; see `requireModel` for the model
 */
export async function openInputs(context: WorkerContext, submissionId: string): Promise<EvaluationInputs> {
  const submission = await loadForWork(context.database, submissionId);
  const pack = await openPack(join(context.datasetsDir, submission.benchmark.dataset.slug));
  if (!pack.ok) {
    const { name } = submission.benchmark.dataset;
    throw new InputsUnreachable(problem('DATASET_UNREACHABLE', { dataset: name }, pack.problem.message));
  }
  return {
    submission,
    preprocessing: preprocessingSchema.parse(submission.preprocessing),
    protocol: protocolSchema.parse(submission.benchmark.protocol.definition),
    pack: pack.value,
    modelPath: context.store.path(submission.encoder.sha256),
  };
}

/** @throws Error when the model file is gone */
export async function requireModel(
  { store }: WorkerContext,
  { submission: { encoder } }: EvaluationInputs,
): Promise<void> {
  if (await store.has(encoder.sha256)) return;
  throw new Error(`The model ${encoder.sha256} is missing from the object store.`);
}

const asking = ({ readSpace }: WorkerContext) => (readSpace === undefined ? {} : { readSpace });

export const cropCache = (context: WorkerContext): FileCacheSettings => ({
  directory: context.cropCacheDir,
  limitBytes: cacheLimits.cropBytes,
  ...asking(context),
});

export const featureCache = (context: WorkerContext): FileCacheSettings => ({
  directory: context.featureCacheDir,
  limitBytes: cacheLimits.featureBytes,
  ...asking(context),
});

/** Without a name the model's first output is used. */
const outputOf = ({ outputName, layout, pooling }: SubmissionForWork): ExtractionSettings['output'] => ({
  ...(outputName === null ? {} : { name: outputName }),
  ...(layout === null ? {} : { layout }),
  pooling,
});

/** Null leaves it to the shape of the model's input. */
const inputLayoutOf = ({ inputLayout }: SubmissionForWork): Pick<ExtractionSettings, 'inputLayout'> =>
  inputLayout === 'nchw' || inputLayout === 'nhwc' ? { inputLayout } : {};

/** How the encoder of a submission is run. */
export function encoderSettings(
  context: WorkerContext,
  { submission, preprocessing, modelPath }: EvaluationInputs,
  signal: AbortSignal,
): ExtractionSettings {
  const { entry, wallClockSeconds, memoryMebibytes, sandbox } = context.runner;
  return {
    runnerEntry: entry,
    modelPath,
    preprocessing,
    output: outputOf(submission),
    ...inputLayoutOf(submission),
    limits: { wallClockSeconds, memoryMebibytes },
    executionProviders: context.executionProviders,
    threads: context.threads,
    sandbox,
    signal,
    cropCache: cropCache(context),
    featureCache: { ...featureCache(context), modelSha256: submission.encoder.sha256 },
    onLog: (line) => announce(context, line),
  };
}

/** The evaluation of a submission under a protocol. */
export function pipelineJob(
  context: WorkerContext,
  inputs: EvaluationInputs,
  run: Pick<PipelineJob, 'protocol' | 'scratch' | 'signal'>,
): PipelineJob {
  const { sha256, sizeBytes } = inputs.submission.encoder;
  const reasons = outputReasons.nullable().parse(inputs.submission.outputReasons);
  return {
    model: { sha256, bytes: Number(sizeBytes) },
    extraction: encoderSettings(context, inputs, run.signal),
    ...(reasons === null ? {} : { reasons }),
    pack: inputs.pack,
    threads: context.threads,
    ...run,
  };
}

function announce({ announced, log }: WorkerContext, line: string): void {
  if (announced.has(line)) log.debug(line);
  else log.info(line);
  announced.add(line);
}
