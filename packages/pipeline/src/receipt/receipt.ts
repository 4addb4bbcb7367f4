import { hashSealed } from '@clusterboard/artifacts/canonical-json';
import { evaluationReportSchema, protocolSchema } from '@clusterboard/evaluation';
import { layouts, poolings } from '@clusterboard/onnx';
import { outputReasons } from '@clusterboard/onnx/submission-fields';
import { preprocessing } from '@clusterboard/preprocessing';
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const hashOf = (what: string) => sha256.describe(`SHA-256 ${what}`);

/** All that is needed to get the same numbers again, and to say where others begin to differ. */
export const receiptSchema = z.strictObject({
  format: z.literal('clusterboard-receipt'),
  /** 2 since reports have probes. */
  version: z.union([z.literal(1), z.literal(2)]),
  madeAt: z.iso.datetime(),
  model: z.strictObject({ sha256: hashOf('of the .onnx file'), bytes: z.int().positive() }),
  output: z
    .strictObject({
      name: z.string().optional(),
      layout: z
        .enum(layouts)
        .optional()
        .describe('Its axes. Without one, [N, D], [N, C, H, W] or [N, T, D].'),
      pooling: z.enum(poolings),
      reasons: outputReasons.optional().describe('Where each came from: given, or read from the model.'),
    })
    .describe('The output that holds the features. Without a name the model’s first output was taken.'),
  input: z
    .strictObject({ layout: z.enum(['nchw', 'nhwc']) })
    .optional()
    .describe('The axes of the image. Without them, as the shape of the model’s input tells.'),
  dataset: z.strictObject({
    slug: z.string(),
    name: z.string(),
    contentSha256: hashOf(
      'of the canonical JSON of { classNames, format, test, train }, each split as in the manifest of the pack without namesSha256: what images and labels are, whatever they are called.',
    ),
    classCount: z.int().positive(),
    trainCount: z.int().positive(),
    testCount: z.int().positive(),
  }),
  preprocessing: z.strictObject({
    sha256: hashOf('of the definition’s canonical JSON'),
    definition: preprocessing,
  }),
  protocol: z.strictObject({
    sha256: hashOf('of the definition’s canonical JSON'),
    definition: protocolSchema,
  }),
  execution: z
    .strictObject({
      provider: z.string(),
      batchSize: z.int().positive(),
      threads: z.int().positive(),
    })
    .describe('How the model was run; rounding may depend on it.'),
  features: z.strictObject({
    dim: z.int().positive(),
    trainSha256: hashOf('of float32, little-endian, row-major [images, dim]'),
    testSha256: hashOf('of float32, little-endian, row-major [images, dim]'),
  }),
  pca: z
    .strictObject({
      dim: z.int().positive(),
      sha256: hashOf('of the means (float64 [features]), then the components (float32 [dim, features])'),
    })
    .nullable()
    .describe('Null where PCA was left out.'),
  runs: z
    .array(
      z.strictObject({
        seed: z.int().nonnegative(),
        centroidsSha256: hashOf('of float32, row-major [clusters, dim]'),
        trainAssignmentSha256: hashOf('of int32, the cluster of each image'),
        testAssignmentSha256: hashOf('of int32, the cluster of each image'),
      }),
    )
    .min(1)
    .describe('One k-means run for each seed.'),
  report: evaluationReportSchema.describe('All scores: of each seed, over the seeds, with their intervals.'),
  software: z
    .strictObject({
      evaluator: z.string(),
      onnxruntime: z.string(),
      faiss: z.string(),
      /** Not in receipts of the first days; nor is the addon's. */
      faissNode: z.string().optional(),
      addonSha256: hashOf(
        'of the sources of Clusterboard’s own k-means, with the platform, the Node ABI and the faiss that they were compiled for',
      ).optional(),
      blas: z.string(),
      node: z.string(),
    })
    .describe('Versions.'),
  machine: z.strictObject({
    platform: z.string(),
    architecture: z.string(),
    processor: z.string(),
    vectorExtension: z.string().describe('Of the k-means kernel that was chosen.'),
    cores: z.int().positive(),
  }),
  timings: z.strictObject({
    trainExtractionSeconds: z.number().nonnegative(),
    testExtractionSeconds: z.number().nonnegative(),
    evaluationSeconds: z.number().nonnegative(),
  }),
  sha256: hashOf('of the canonical JSON (RFC 8785) of all the rest'),
});

export type Receipt = z.infer<typeof receiptSchema>;

/** The hash that a receipt must bear; of the document as it came, whatever a later version makes of it. */
export const receiptHash = hashSealed;

/** Adds the hash. What comes out is what reading its JSON gives: no minus zero, nothing undefined. */
export function sealReceipt(document: Omit<Receipt, 'sha256'>): Receipt {
  const plain: unknown = JSON.parse(JSON.stringify({ ...document, sha256: receiptHash(document) }));
  return receiptSchema.parse(plain);
}
