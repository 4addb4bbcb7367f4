import type { ProtocolModel } from '@clusterboard/core';
import { builder } from '../platform/builder.ts';
import { protocolDefinition } from './protocol-definition.ts';

const AlgorithmType = builder.enumType('Algorithm', {
  description: 'How clusters are found.',
  values: {
    LLOYD: { value: 'lloyd', description: 'k-means on all rows until assignments stop changing.' },
    MINI_BATCH: { value: 'mini-batch', description: 'k-means by batches, for a number of epochs.' },
  } as const,
});

export const ProtocolType = builder.objectRef<ProtocolModel>('Protocol').implement({
  description: 'How features become scores. It never changes once a score was published under it.',
  fields: (t) => ({
    name: t.exposeString('id', {
      cacheable: true,
      description: 'Name that people quote, such as `strict-1`.',
    }),
    summary: t.exposeString('summary', {
      cacheable: true,
      description: 'The protocol in a sentence or two.',
    }),
    algorithm: t.field({
      type: AlgorithmType,
      description: 'How clusters are found.',
      resolve: ({ definition }) => protocolDefinition(definition).algorithm,
    }),
    pcaDim: t.int({
      cacheable: true,
      nullable: true,
      description:
        'Features wider than this are reduced to so many principal components; null where all are kept.',
      resolve: ({ definition }) => protocolDefinition(definition).pcaDim,
    }),
    over: t.float({
      cacheable: true,
      description: 'Clusters per class: k is this times the number of classes, rounded.',
      resolve: ({ definition }) => protocolDefinition(definition).over,
    }),
    seeds: t.intList({
      cacheable: true,
      description: 'One k-means run for each of these seeds.',
      resolve: ({ definition }) => [...protocolDefinition(definition).seeds],
    }),
    maxIterations: t.int({
      cacheable: true,
      nullable: true,
      description:
        'Lloyd iterations after which a run stops even if assignments still change; null for mini-batches.',
      resolve: ({ definition }) => protocolDefinition(definition).maxIterations,
    }),
    epochs: t.int({
      nullable: true,
      description: 'Times that mini-batches go through all rows; null for Lloyd’s algorithm.',
      resolve: ({ definition }) => protocolDefinition(definition).epochs,
    }),
  }),
});
