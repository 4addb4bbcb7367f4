import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { libraryVariables } from '@clusterboard/environment';
import { type EvaluationInput, metrics, type Replicates } from '@clusterboard/evaluation';
import { tellsOfMemory } from '@clusterboard/extraction/error-text';
import { type ChildEnding, guardChild } from '@clusterboard/extraction/guard-child';
import { failure, type Problem, problem, type Result, success } from '@clusterboard/problems';
import {
  type EvaluationResult,
  type EvaluatorJob,
  evaluationResultSchema,
  files,
  messagesDescriptor,
} from './job.ts';
import { type EvaluatorMessage, evaluatorMessage } from './messages.ts';
import { evaluationSeconds } from './time-limit.ts';

/** How evaluations are run: in a process of their own, which is killed beyond these limits. */
export interface EvaluatorSettings {
  /** The bundled `@clusterboard/pipeline/evaluator`. */
  readonly entry: string;
  /** Of an evaluation of an ordinary dataset; see `evaluationSeconds`. */
  readonly wallClockSeconds: number;
  readonly memoryMebibytes: number;
}

export interface EvaluatorRun {
  readonly evaluator: EvaluatorSettings;
  readonly signal: AbortSignal;
  readonly onProgress?: NonNullable<EvaluationInput['onProgress']>;
}

/** An evaluation, and where the test assignment of each seed lies, with its hash. */
export interface TimedEvaluation extends EvaluationResult {
  readonly replicates: Replicates;
  readonly testAssignments: readonly {
    readonly seed: number;
    readonly path: string;
    readonly sha256: string;
  }[];
}

const mebibyte = 1024 * 1024;
const lastMessages = new Set<EvaluatorMessage['type']>(['done', 'problem', 'outOfMemory', 'fault']);

/**
 * What an unhappy ending means.
 *
 * @throws Error where the platform and not the features are at fault
 */
function endingProblem(
  ending: ChildEnding<EvaluatorMessage>,
  stderr: string,
  { wallClockSeconds, memoryMebibytes }: EvaluatorSettings,
): Problem {
  const outOfMemory = () => problem('EVALUATION_OUT_OF_MEMORY', { mebibytes: memoryMebibytes }, stderr);
  switch (ending.kind) {
    case 'timeout':
      return problem('EVALUATION_TIMEOUT', { seconds: wallClockSeconds }, stderr);
    case 'memory':
      return outOfMemory();
    case 'exit':
      if (ending.started && ending.signal !== 'SIGKILL' && tellsOfMemory(stderr)) return outOfMemory();
      throw new Error(`the evaluator ended (${ending.signal}): ${stderr}`);
    case 'message':
      if (ending.message.type === 'problem') return ending.message.problem;
      if (ending.message.type === 'outOfMemory') return outOfMemory();
      throw new Error(
        `the evaluator failed: ${ending.message.type === 'fault' ? ending.message.message : ending.message.type}`,
      );
    default:
      throw new Error(`the evaluator ended by ${ending.kind}: ${stderr}`);
  }
}

async function readReplicates(path: string): Promise<Replicates> {
  const { buffer, byteOffset, byteLength } = await readFile(path);
  const values = new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
  const each = values.length / metrics.length;
  const parts = metrics.map((metric, i) => [metric, values.slice(i * each, (i + 1) * each)] as const);
  return Object.fromEntries(parts) as Replicates;
}

async function readEvaluation(directory: string): Promise<TimedEvaluation> {
  const text = await readFile(join(directory, files.result), 'utf8');
  const result = evaluationResultSchema.parse(JSON.parse(text));
  return {
    ...result,
    replicates: await readReplicates(join(directory, files.replicates)),
    testAssignments: result.runs.map(({ seed, testAssignmentSha256: sha256 }) => ({
      seed,
      sha256,
      path: join(directory, files.testAssignment(seed)),
    })),
  };
}

/**
 * Evaluates features in a process of its own, which ends with this one, with the signal and beyond its limits; its
 * results are left in the job's directory.
 *
 * Fails as `evaluate` does, with EVALUATION_TIMEOUT or EVALUATION_OUT_OF_MEMORY. Throws the signal's
 * reason when aborted, and faults of the platform.
 */
export async function runEvaluator(
  job: EvaluatorJob,
  { evaluator, signal, onProgress }: EvaluatorRun,
): Promise<Result<TimedEvaluation>> {
  signal.throwIfAborted();
  const wallClockSeconds = evaluationSeconds(evaluator.wallClockSeconds, job.train.rows + job.test.rows);
  const child = spawn(process.execPath, [evaluator.entry, JSON.stringify(job)], {
    detached: true,
    env: libraryVariables(),
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  });
  const { ending, stderr } = await guardChild<EvaluatorMessage>(child, {
    messages: messagesDescriptor,
    schema: evaluatorMessage,
    lastMessages,
    wallClockSeconds,
    memoryBytes: evaluator.memoryMebibytes * mebibyte,
    signal,
    onMessage(message) {
      if (message.type === 'progress') onProgress?.(message.progress);
    },
  }).ended;
  if (ending.kind === 'aborted') throw signal.reason;
  if (ending.kind === 'message' && ending.message.type === 'done') {
    return success(await readEvaluation(job.directory));
  }
  return failure(endingProblem(ending, stderr, { ...evaluator, wallClockSeconds }));
}
