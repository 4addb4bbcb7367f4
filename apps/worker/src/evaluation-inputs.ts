import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileCacheSettings } from '@clusterboard/artifacts';
import { loadForWork, type SubmissionForWork } from '@clusterboard/core';
import { openVerifiedPack, type Pack } from '@clusterboard/datasets';
import { type Protocol, protocolSchema } from '@clusterboard/evaluation';
import type { ExtractionSettings } from '@clusterboard/extraction';
import { outputReasons } from '@clusterboard/onnx/submission-fields';
import { cacheLimits, featureLimit, type PipelineJob } from '@clusterboard/pipeline';
import { type Preprocessing, preprocessing as preprocessingSchema } from '@clusterboard/preprocessing';
import { PlatformFault, problem } from '@clusterboard/problems';
import type { WorkerContext } from './context.ts';
import { InputsUnreachable } from './pauses/fault-cause.ts';

/** A submission and the images that its encoder is to be run on; see `takeModel` for the encoder. */
export interface EvaluationInputs {
  readonly submission: SubmissionForWork;
  readonly preprocessing: Preprocessing;
  readonly protocol: Protocol;
  readonly pack: Pack;
}

/** @throws PlatformFault DATASET_DAMAGED, and InputsUnreachable when the dataset is missing */
async function openDataset(
  { datasetsDir }: WorkerContext,
  { slug, name }: SubmissionForWork['benchmark']['dataset'],
): Promise<Pack> {
  const directory = join(datasetsDir, slug);
  const pack = await openVerifiedPack(directory);
  if (pack.ok) return pack.value;
  const there = await stat(directory).catch(() => null);
  // One that is missing may come back, as a volume does.
  if (there === null || pack.problem.code !== 'DATASET_DAMAGED') {
    throw new InputsUnreachable(problem('DATASET_UNREACHABLE', { dataset: name }, pack.problem.message));
  }
  throw new PlatformFault(pack.problem);
}

/**
 * Reads all that a task needs but for the model.
 *
 * @throws PlatformFault DATASET_DAMAGED, and InputsUnreachable when the dataset is missing
 */
export async function openInputs(context: WorkerContext, submissionId: string): Promise<EvaluationInputs> {
  const submission = await loadForWork(context.database, submissionId);
  return {
    submission,
    preprocessing: preprocessingSchema.parse(submission.preprocessing),
    protocol: protocolSchema.parse(submission.benchmark.protocol.definition),
    pack: await openDataset(context, submission.benchmark.dataset),
  };
}

const modelIn = (scratch: string): string => join(scratch, 'model.onnx');

/**
 * Copies the model into the folder of an attempt and hashes it on the way, so that what was hashed is what runs.
 *
 * @returns the path of the copy
 * @throws PlatformFault STORED_BYTES_DAMAGED, STORED_BYTES_MISSING
 */
export async function takeModel(
  { store }: WorkerContext,
  { submission: { encoder } }: EvaluationInputs,
  scratch: string,
): Promise<string> {
  const path = modelIn(scratch);
  if (!(await store.has(encoder.sha256))) {
    throw new PlatformFault(
      problem('STORED_BYTES_MISSING', { object: 'The stored model' }, `objects has no ${encoder.sha256}`),
    );
  }
  await store.copy(encoder.sha256, path, 'The stored model');
  return path;
}

type CacheContext = Pick<WorkerContext, 'log' | 'readSpace'>;

const cacheSettings = (
  { log, readSpace }: CacheContext,
  settings: Pick<FileCacheSettings, 'directory' | 'limitBytes'>,
): FileCacheSettings => ({
  ...settings,
  ...(readSpace === undefined ? {} : { readSpace }),
  onDamage: (damage) => log.error({ problem: damage }, 'damaged cache entry ignored, making it again'),
});

export const cropCache = (context: CacheContext & Pick<WorkerContext, 'cropCacheDir'>): FileCacheSettings =>
  cacheSettings(context, { directory: context.cropCacheDir, limitBytes: cacheLimits.cropBytes });

export const featureCache = (
  context: CacheContext & Pick<WorkerContext, 'featureCacheDir'>,
): FileCacheSettings =>
  cacheSettings(context, { directory: context.featureCacheDir, limitBytes: cacheLimits.featureBytes });

/** Without a name the model's first output is used. */
const outputOf = ({ outputName, layout, pooling }: SubmissionForWork): ExtractionSettings['output'] => ({
  ...(outputName === null ? {} : { name: outputName }),
  ...(layout === null ? {} : { layout }),
  pooling,
});

/** Null leaves it to the shape of the model's input. */
const inputLayoutOf = ({ inputLayout }: SubmissionForWork): Pick<ExtractionSettings, 'inputLayout'> =>
  inputLayout === 'nchw' || inputLayout === 'nhwc' ? { inputLayout } : {};

/** A shipped example is not a stranger's model: it runs without a sandbox too, where there is none. */
const sandboxFor = (
  { runner }: WorkerContext,
  { exampleKey }: Pick<SubmissionForWork, 'exampleKey'>,
): ExtractionSettings['sandbox'] =>
  exampleKey !== null && runner.sandbox === 'bubblewrap' ? 'auto' : runner.sandbox;

/** How the encoder of a submission is run, once `takeModel` has put it into `scratch`. */
export function encoderSettings(
  context: WorkerContext,
  { submission, preprocessing, protocol, pack }: EvaluationInputs,
  { scratch, signal }: Pick<PipelineJob, 'scratch' | 'signal'>,
): ExtractionSettings {
  const { entry, controlGroup, wallClockSeconds, probeSeconds, memoryMebibytes } = context.runner;
  return {
    runnerEntry: entry,
    modelPath: modelIn(scratch),
    preprocessing,
    output: outputOf(submission),
    ...inputLayoutOf(submission),
    limits: { wallClockSeconds, probeSeconds, memoryMebibytes },
    executionProviders: context.executionProviders,
    threads: context.threads,
    sandbox: sandboxFor(context, submission),
    controlGroup,
    featureLimit: featureLimit(
      { trainRows: pack.train.count, testRows: pack.test.count, pcaDim: protocol.pcaDim },
      context.evaluator,
      context.threads,
    ),
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
    extraction: encoderSettings(context, inputs, run),
    ...(reasons === null ? {} : { reasons }),
    pack: inputs.pack,
    views: true,
    evaluator: context.evaluator,
    threads: context.threads,
    ...run,
  };
}

function announce({ announced, log }: WorkerContext, line: string): void {
  if (announced.has(line)) log.debug(line);
  else log.info(line);
  announced.add(line);
}
