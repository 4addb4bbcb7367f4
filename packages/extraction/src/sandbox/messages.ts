import { executionProviders } from '@clusterboard/environment';
import { printable } from '@clusterboard/problems';
import { z } from 'zod';

const sentencePart = z.string().max(1000);
const whole = z.int().min(0);

/** Between two runs, as a share of the spread of the features; null where one of them is not finite. */
const difference = z.number().min(0).nullable();

const problem = <Code extends string, Shape extends z.ZodRawShape>(code: Code, details: Shape) =>
  z.object({ type: z.literal('problem'), code: z.literal(code), details: z.object(details) });

/** What a model can do wrong, as the child reports it. */
const problemMessage = z.discriminatedUnion('code', [
  problem('MODEL_SEVERAL_INPUTS', { count: whole, names: sentencePart }),
  problem('INPUT_TYPE', { input: sentencePart, type: sentencePart }),
  problem('INPUT_RANK', { input: sentencePart, rank: whole }),
  problem('INPUT_SIZE_MISMATCH', { expected: sentencePart, actual: sentencePart }),
  problem('OUTPUT_MISSING', { output: sentencePart, names: sentencePart }),
  problem('OUTPUT_TYPE', { output: sentencePart, type: sentencePart }),
  problem('OUTPUT_SHAPE', { output: sentencePart, shape: sentencePart }),
  problem('FEATURES_TOO_WIDE', { dim: whole, limit: whole }),
  problem('FEATURES_NOT_FINITE', { row: whole }),
  problem('FEATURES_NOT_DETERMINISTIC', { difference }),
  problem('FEATURES_DEPEND_ON_BATCH', { difference }),
  problem('MODEL_LOAD_FAILED', { reason: sentencePart }),
  problem('MODEL_RUN_FAILED', { batch: whole, reason: sentencePart }),
]);

/**
 * One line of JSON from the child. The child runs a stranger's model: whatever comes out of it is
 * parsed here before it is believed.
 */
export const runnerMessage = z.union([
  z.object({ type: z.literal('started') }),
  z.object({ type: z.literal('log'), line: z.string().max(4000).transform(printable) }),
  z.object({
    type: z.literal('loaded'),
    executionProvider: z.enum(executionProviders),
    /** Of onnxruntime. */
    runtimeVersion: z.string().max(40),
  }),
  z.object({ type: z.literal('progress'), imagesDone: whole }),
  z.object({
    type: z.literal('done'),
    rows: whole,
    dim: z.int().min(1),
    outputShape: z.array(whole).max(8),
    secondsPerImage: z.number().min(0),
  }),
  z.object({ type: z.literal('outOfMemory') }),
  /** Not the model's fault: the disk is full, a file cannot be read. */
  z.object({ type: z.literal('fault'), message: z.string().max(4000) }),
  problemMessage,
]);

export type RunnerMessage = z.infer<typeof runnerMessage>;
export type RunnerProblem = z.infer<typeof problemMessage>;
/** What a model does whose features are not those of one image alone. */
export type UnstableCode = Extract<
  RunnerProblem['code'],
  'FEATURES_NOT_DETERMINISTIC' | 'FEATURES_DEPEND_ON_BATCH'
>;
