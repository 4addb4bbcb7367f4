import { hashJson } from '@clusterboard/artifacts/canonical-json';
import { z } from 'zod';

const common = {
  /** The name that people read and quote, for example `strict-1`. */
  id: z.string().regex(/^[a-z0-9]+([-.][a-z0-9]+)*$/),
  version: z.int().positive(),
  /** Clusters per class. */
  over: z.number().positive(),
  /** One k-means run each; scores are their mean and standard deviation. */
  seeds: z
    .array(z.int().nonnegative())
    .min(1)
    .refine((seeds) => new Set(seeds).size === seeds.length, 'every seed once'),
};

const lloydSchema = z.strictObject({
  ...common,
  /** Left out by `strict-1`, which is older than the choice. */
  algorithm: z.literal('lloyd').optional(),
  /** Features wider than this are reduced to so many principal components before k-means. */
  pcaDim: z.int().positive(),
  /** Lloyd iterations after which a run stops even if its assignment still changes. */
  maxIterations: z.int().positive(),
});

const miniBatchSchema = z.strictObject({
  ...common,
  algorithm: z.literal('mini-batch'),
  /** All components are kept: a rotation, which k-means does not notice. */
  pcaDim: z.null(),
  /** k is rounded down. */
  rounding: z.literal('down'),
  /** Times that every train row is seen, each time in a new random order. */
  epochs: z.int().positive(),
  /** Rows in a batch: the least power of two not below k, but at least so many. */
  leastBatch: z.int().positive(),
  /** Clusters that saw fewer rows than this share of the largest one's are restarted now and then. */
  reassignmentRatio: z.number().nonnegative(),
});

/**
 * How features become scores, as data. A protocol never changes once a score was published under
 * it: a change is a new one.
 */
export const protocolSchema = z.discriminatedUnion('algorithm', [lloydSchema, miniBatchSchema]);

export type Protocol = Readonly<z.infer<typeof protocolSchema>>;
export type LloydProtocol = Readonly<z.infer<typeof lloydSchema>>;
export type MiniBatchProtocol = Readonly<z.infer<typeof miniBatchSchema>>;

/** k for a benchmark with `classCount` classes: over × classes, rounded as the protocol says; at least 1. */
export function clusterCount(protocol: Protocol, classCount: number): number {
  const round = protocol.algorithm === 'mini-batch' ? Math.floor : Math.round;
  return Math.max(1, round(protocol.over * classCount));
}

/** SHA-256, in hexadecimal, of the protocol's canonical JSON. */
export const protocolHash = (protocol: Protocol): string => hashJson(protocol);
