import { evaluationReportSchema, evaluationViewsSchema, protocolSchema } from '@clusterboard/evaluation';
import { z } from 'zod';

const split = z.object({
  /** float32 features, row-major [rows, dim]. */
  path: z.string(),
  rows: z.int().positive(),
  dim: z.int().positive(),
  /** int32 [rows]. */
  labelsPath: z.string(),
});

/** What the parent asks of the evaluator, as JSON in its first argument. */
export const evaluatorJobSchema = z.object({
  train: split,
  test: split,
  classCount: z.int().positive(),
  protocol: protocolSchema,
  probes: z.boolean(),
  /** Whether to compute what people look at, too. */
  views: z.boolean(),
  threads: z.int().positive(),
  /** Where its results go. */
  directory: z.string(),
});

export type EvaluatorJob = z.infer<typeof evaluatorJobSchema>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What an evaluation leaves in `evaluation.json`; its larger parts lie in files beside it. */
export const evaluationResultSchema = z.object({
  report: evaluationReportSchema,
  /** Hashes of what k-means saw and found, for the receipt. */
  pca: z.object({ dim: z.int().positive(), sha256 }).nullable(),
  runs: z.array(
    z.object({
      seed: z.int().nonnegative(),
      centroidsSha256: sha256,
      trainAssignmentSha256: sha256,
      testAssignmentSha256: sha256,
    }),
  ),
  views: evaluationViewsSchema.nullable(),
  seconds: z.number(),
});

export type EvaluationResult = z.infer<typeof evaluationResultSchema>;

/** File descriptor of the evaluator's messages, beside stdin (its lifeline) and stderr. */
export const messagesDescriptor = 3;

export const files = {
  result: 'evaluation.json',
  /** float32 [metrics, resamples], in the order of the registry. */
  replicates: 'replicates.f32',
  /** int32 [test images]. */
  testAssignment: (seed: number) => `assignment-${seed}.i32`,
} as const;
