import { join } from 'node:path';
import { loadForWork, type SubmissionForWork } from '@clusterboard/database';
import { openPack, type Pack, type PackSplit } from '@clusterboard/datasets';
import { type Protocol, protocolSchema } from '@clusterboard/evaluation';
import { type Preprocessing, preprocessing as preprocessingSchema } from '@clusterboard/preprocessing';
import type { WorkerContext } from '../context.ts';
import type { EncoderRun } from '../runner/run-encoder.ts';

/** A submission with its model file and the images it is to be run on. */
export interface Assignment {
  readonly submission: SubmissionForWork;
  readonly preprocessing: Preprocessing;
  readonly protocol: Protocol;
  readonly pack: Pack;
  readonly modelPath: string;
}

/** Reads all that a task needs; throws when something that the platform keeps is missing. */
export async function openAssignment(context: WorkerContext, submissionId: string): Promise<Assignment> {
  const submission = await loadForWork(context.database, submissionId);
  const pack = await openPack(join(context.datasetsDir, submission.benchmark.dataset.slug));
  if (!pack.ok) throw new Error(pack.problem.message);
  if (!(await context.store.has(submission.encoder.sha256))) {
    throw new Error(`The model ${submission.encoder.sha256} is missing from the object store.`);
  }
  return {
    submission,
    preprocessing: preprocessingSchema.parse(submission.preprocessing),
    protocol: protocolSchema.parse(submission.benchmark.protocol.definition),
    pack: pack.value,
    modelPath: context.store.path(submission.encoder.sha256),
  };
}

/** The settings of one run of the encoder over a split. */
export function encoderRun(
  context: WorkerContext,
  { submission, preprocessing, pack, modelPath }: Assignment,
  split: PackSplit,
  signal: AbortSignal,
): EncoderRun {
  const { entry, wallClockSeconds, memoryMebibytes, jail } = context.runner;
  return {
    runnerEntry: entry,
    modelPath,
    imagesPath: split.imagesPath,
    image: { count: split.count, ...pack.manifest.image },
    preprocessing,
    output: {
      ...(submission.outputName === null ? {} : { name: submission.outputName }),
      pooling: submission.pooling === 'first' ? 'first' : 'mean',
    },
    limits: { wallClockSeconds, memoryMebibytes },
    executionProviders: context.executionProviders,
    threads: context.threads,
    jail,
    signal,
    onLog: (line) => announce(context, line),
  };
}

function announce({ announced, log }: WorkerContext, line: string): void {
  if (announced.has(line)) log.debug(line);
  else log.info(line);
  announced.add(line);
}
