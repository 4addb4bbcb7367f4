import { z } from 'zod';

/**
 * How features become scores, as data. A protocol never changes once a score was published under
 * it: a change is a new version.
 */
export const protocolSchema = z.strictObject({
  /** The name that people read and quote, for example `strict-1`. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  version: z.int().positive(),
  /** Features wider than this are reduced to so many principal components before k-means. */
  pcaDim: z.int().positive(),
  /** Clusters per class: k = round(over × classes). */
  over: z.number().positive(),
  /** One k-means run each; scores are their mean and standard deviation. */
  seeds: z
    .array(z.int().nonnegative())
    .min(1)
    .refine((seeds) => new Set(seeds).size === seeds.length, 'every seed once'),
  /** Lloyd iterations after which a run stops even if its assignment still changes. */
  maxIterations: z.int().positive(),
});

export type Protocol = Readonly<z.infer<typeof protocolSchema>>;

/** The default: one cluster per class, five seeds, every train row used. */
export const strict1: Protocol = protocolSchema.parse({
  id: 'strict-1',
  version: 1,
  pcaDim: 256,
  over: 1,
  seeds: [0, 1, 2, 3, 4],
  maxIterations: 100,
});

/** Every protocol that this version of the evaluator knows, by its id. */
export const protocols: Readonly<Record<string, Protocol>> = { [strict1.id]: strict1 };

/** k for a benchmark with `classCount` classes; at least 1. */
export const clusterCount = (protocol: Protocol, classCount: number): number =>
  Math.max(1, Math.round(protocol.over * classCount));
