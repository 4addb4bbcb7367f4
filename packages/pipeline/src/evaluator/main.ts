import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  computeViews,
  type EvaluationArtefacts,
  type EvaluationInput,
  evaluate,
  metrics,
} from '@clusterboard/evaluation';
import { sendLine, volunteer, watchLifeline } from '@clusterboard/extraction/child';
import { errorText, tellsOfMemory } from '@clusterboard/extraction/error-text';
import { readFeatures } from '@clusterboard/extraction/feature-file';
import { hashArrays } from '../receipt/hashes.ts';
import {
  type EvaluationResult,
  type EvaluatorJob,
  evaluatorJobSchema,
  files,
  messagesDescriptor,
} from './job.ts';
import type { EvaluatorMessage } from './messages.ts';

// The evaluator's process: it reads features and labels from files, and is killed when it takes too long or
// too much.

const progressIntervalMilliseconds = 100;

const send = (message: EvaluatorMessage): void => sendLine(messagesDescriptor, message);

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array | Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

async function readLabels(path: string): Promise<Int32Array> {
  const { buffer, byteOffset, byteLength } = await readFile(path);
  return new Int32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

/** The first and last of each stage, and some in between. */
function throttled(): NonNullable<EvaluationInput['onProgress']> {
  let reported = 0;
  let stage: string | undefined;
  return (progress) => {
    const now = performance.now();
    const between = progress.stage === stage && progress.done < progress.total;
    if (between && now - reported < progressIntervalMilliseconds) return;
    reported = now;
    stage = progress.stage;
    send({ type: 'progress', progress });
  };
}

function describeArtefacts({ pca, runs }: EvaluationArtefacts): Pick<EvaluationResult, 'pca' | 'runs'> {
  return {
    pca: pca && { dim: pca.count, sha256: hashArrays(pca.mean, pca.components) },
    runs: runs.map(({ seed, centroids, trainAssignment, testAssignment }) => ({
      seed,
      centroidsSha256: hashArrays(centroids.data),
      trainAssignmentSha256: hashArrays(trainAssignment),
      testAssignmentSha256: hashArrays(testAssignment),
    })),
  };
}

async function writeArtefacts({ runs, replicates }: EvaluationArtefacts, directory: string): Promise<void> {
  for (const { seed, testAssignment } of runs) {
    await writeFile(join(directory, files.testAssignment(seed)), bytesOf(testAssignment));
  }
  const parts = metrics.map((metric) => bytesOf(replicates[metric]));
  await writeFile(join(directory, files.replicates), Buffer.concat(parts));
}

async function run(job: EvaluatorJob): Promise<EvaluatorMessage> {
  const started = performance.now();
  const { train, test, classCount, protocol, probes, threads, directory } = job;
  const testLabels = await readLabels(test.labelsPath);
  const evaluated = await evaluate({
    train: await readFeatures(train.path, train.rows, train.dim),
    trainLabels: await readLabels(train.labelsPath),
    test: await readFeatures(test.path, test.rows, test.dim),
    testLabels,
    classCount,
    protocol,
    probes,
    threads,
    onProgress: throttled(),
  });
  if (!evaluated.ok) {
    const { code, message, advice } = evaluated.problem;
    return { type: 'problem', problem: { code, message, advice } };
  }
  const seconds = (performance.now() - started) / 1000;
  const { report, artefacts } = evaluated.value;
  const seedsDone = protocol.seeds.length;
  const onViews = {
    stage: 'views',
    done: 0,
    total: 1,
    seedsDone,
    seedsTotal: seedsDone,
    iteration: 0,
  } as const;
  if (job.views) send({ type: 'progress', progress: onViews });
  const views = job.views ? await computeViews(evaluated.value, testLabels, { threads }) : null;
  await writeArtefacts(artefacts, directory);
  const result: EvaluationResult = { report, ...describeArtefacts(artefacts), views, seconds };
  await writeFile(join(directory, files.result), JSON.stringify(result));
  return { type: 'done' };
}

async function main(): Promise<void> {
  volunteer();
  watchLifeline();
  send({ type: 'started' });
  try {
    send(await run(evaluatorJobSchema.parse(JSON.parse(process.argv[2] ?? ''))));
  } catch (error) {
    const message = errorText(error);
    send(tellsOfMemory(message) ? { type: 'outOfMemory' } : { type: 'fault', message });
  }
  // Native threads may outlive the main one; the parent has all that it needs.
  process.kill(process.pid, 'SIGKILL');
}

await main();
