import { z } from 'zod';
import { builder } from '../platform/builder.ts';

const common = { over: z.number(), seeds: z.array(z.int()) };

const definitionSchema = z.union([
  z
    .object({
      ...common,
      algorithm: z.literal('mini-batch'),
      pcaDim: z.int().nullable(),
      epochs: z.int(),
    })
    .transform((read) => ({ ...read, maxIterations: null })),
  z
    .object({
      ...common,
      algorithm: z.literal('lloyd').default('lloyd'),
      pcaDim: z.int().nullable(),
      maxIterations: z.int(),
    })
    .transform((read) => ({ ...read, epochs: null })),
]);

/**
 * Settings of a stored protocol; null for those that its algorithm does not have.
 *
 * @throws ZodError if the stored row is not a protocol
 */
const protocolDefinition = (definition: unknown): z.infer<typeof definitionSchema> =>
  definitionSchema.parse(definition);

const AlgorithmType = builder.enumType('Algorithm', {
  description: 'Clustering algorithm.',
  values: {
    LLOYD: { value: 'lloyd', description: 'Lloyd’s k-means on all rows, until assignments stop changing.' },
    MINI_BATCH: { value: 'mini-batch', description: 'Mini-batch k-means, for a fixed number of epochs.' },
  } as const,
});

export const ProtocolType = builder.loadableObject('Protocol', {
  load: (ids: string[], { database }) => database.protocol.findMany({ where: { id: { in: ids } } }),
  sort: ({ id }) => id,
  description: 'How features are turned into scores. Immutable once a score has been published under it.',
  fields: (t) => ({
    name: t.exposeString('id', {
      cacheable: true,
      description: 'Name, such as `strict-1`.',
    }),
    summary: t.exposeString('summary', {
      cacheable: true,
      description: 'Short description.',
    }),
    algorithm: t.field({
      type: AlgorithmType,
      description: 'Clustering algorithm.',
      resolve: ({ definition }) => protocolDefinition(definition).algorithm,
    }),
    pcaDim: t.int({
      cacheable: true,
      nullable: true,
      description:
        'Features with more dimensions are reduced to this many principal components; null means no PCA.',
      resolve: ({ definition }) => protocolDefinition(definition).pcaDim,
    }),
    clustersPerClass: t.float({
      cacheable: true,
      description: 'Number of clusters per class: k is this times the number of classes, rounded.',
      resolve: ({ definition }) => protocolDefinition(definition).over,
    }),
    over: t.float({
      deprecationReason: 'Renamed to `clustersPerClass`.',
      cacheable: true,
      description: 'Clusters per class: k is this times the number of classes, rounded.',
      resolve: ({ definition }) => protocolDefinition(definition).over,
    }),
    seeds: t.intList({
      cacheable: true,
      description: 'Seeds; one k-means run each.',
      resolve: ({ definition }) => [...protocolDefinition(definition).seeds],
    }),
    maxIterations: t.int({
      cacheable: true,
      nullable: true,
      description: 'Maximum number of Lloyd iterations; null for mini-batch k-means.',
      resolve: ({ definition }) => protocolDefinition(definition).maxIterations,
    }),
    epochs: t.int({
      nullable: true,
      description: 'Number of mini-batch epochs; null for Lloyd’s algorithm.',
      resolve: ({ definition }) => protocolDefinition(definition).epochs,
    }),
  }),
});
