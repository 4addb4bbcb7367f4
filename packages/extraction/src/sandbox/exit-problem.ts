import { UnreadableImage } from '@clusterboard/datasets';
import { type Problem, problem } from '@clusterboard/problems';
import { tellsOfMemory } from '../child/error-text.ts';
import type { RunnerProblem } from './messages.ts';
import { cleanReason } from './reason.ts';
import type { Ending } from './supervise.ts';
import { likelyCause } from './unstable-cause.ts';

/** What ended badly. */
interface EndedRun {
  readonly limits: { readonly wallClockSeconds: number; readonly memoryMebibytes: number };
  readonly modelPath: string;
  /** Whether it was a probe on two images; then the time limit is that of the probe. */
  readonly isProbe: boolean;
  /** Why wider features are of no use. */
  readonly featureLimit: { readonly reason: string };
}

/** The problem that the child reports, with the runtime's own words made fit for people. */
async function reported(
  { code, details }: RunnerProblem,
  log: string,
  { modelPath, featureLimit }: EndedRun,
): Promise<Problem> {
  switch (code) {
    case 'MODEL_LOAD_FAILED':
      return problem(code, { reason: cleanReason(details.reason) }, `${details.reason}\n${log}`.trim());
    case 'MODEL_RUN_FAILED': {
      const { batch, reason } = details;
      return problem(code, { batch, reason: cleanReason(reason) }, `${reason}\n${log}`.trim());
    }
    case 'MODEL_SEVERAL_INPUTS':
      return problem(code, details, log);
    case 'INPUT_TYPE':
      return problem(code, details, log);
    case 'INPUT_RANK':
      return problem(code, details, log);
    case 'INPUT_SIZE_MISMATCH':
      return problem(code, details, log);
    case 'OUTPUT_MISSING':
      return problem(code, details, log);
    case 'OUTPUT_TYPE':
      return problem(code, details, log);
    case 'OUTPUT_SHAPE':
      return problem(code, details, log);
    case 'FEATURES_TOO_WIDE':
      return problem(code, { ...details, reason: featureLimit.reason }, log);
    case 'FEATURES_NOT_FINITE':
      return problem(code, details, log);
    case 'FEATURES_NOT_DETERMINISTIC':
    case 'FEATURES_DEPEND_ON_BATCH': {
      const cause = await likelyCause(modelPath, code);
      return problem(code, { change: changeOf(details.difference), cause }, log);
    }
  }
}

function changeOf(difference: number | null): string {
  if (difference === null) return 'to NaN or infinity';
  const percent = difference * 100;
  return `by ${percent >= 1 ? Math.round(percent) : percent.toPrecision(1)}% of the spread between images`;
}

/**
 * What an unhappy ending means for the submission.
 *
 * @throws Error where the platform and not the model is at fault
 */
export async function endingProblem(ending: Ending, stderr: string, ended: EndedRun): Promise<Problem> {
  const { limits, isProbe } = ended;
  const outOfMemory = () => problem('MODEL_OUT_OF_MEMORY', { mebibytes: limits.memoryMebibytes }, stderr);
  switch (ending.kind) {
    case 'timeout':
      return problem(
        'MODEL_TIMEOUT',
        {
          run: isProbe ? 'The test run of the model on two images' : 'The model',
          seconds: limits.wallClockSeconds,
        },
        stderr,
      );
    case 'memory':
      return outOfMemory();
    case 'violation':
      return problem('MODEL_CRASHED', { signal: 'broken messages' }, stderr);
    case 'aborted':
      throw new Error('an aborted run has no problem');
    case 'images':
      if (ending.error instanceof UnreadableImage) return ending.error.problem;
      throw ending.error;
    case 'exit':
      return exitProblem(ending, stderr, outOfMemory);
    case 'message':
      if (ending.message.type === 'problem') return reported(ending.message, stderr, ended);
      if (ending.message.type === 'outOfMemory') return outOfMemory();
      throw new Error(`the encoder process could not do its work: ${messageText(ending.message)}`);
  }
}

const messageText = (message: Extract<Ending, { kind: 'message' }>['message']): string =>
  message.type === 'fault' ? message.message : message.type;

function exitProblem(
  { started, signal }: Extract<Ending, { kind: 'exit' }>,
  stderr: string,
  outOfMemory: () => Problem,
): Problem {
  if (!started) throw new Error(`the encoder process did not start (${signal}): ${stderr}`);
  // Not from us: somebody, or the kernel in need of memory, has taken the process. The model may be innocent.
  if (signal === 'SIGKILL') throw new Error('the encoder process was killed from outside');
  if (tellsOfMemory(stderr)) return outOfMemory();
  return problem('MODEL_CRASHED', { signal }, stderr);
}
