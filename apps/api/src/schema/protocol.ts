import type { ProtocolModel } from '@clusterboard/database';
import { builder } from '../builder.ts';
import { protocolDefinition } from '../services/protocol-definition.ts';

export const ProtocolType = builder.objectRef<ProtocolModel>('Protocol').implement({
  description: 'How features become scores. It never changes once a score was published under it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Name that people quote, such as `strict-1`.' }),
    summary: t.exposeString('summary', { description: 'The protocol in a sentence or two.' }),
    pcaDim: t.int({
      description: 'Features wider than this are reduced to so many principal components.',
      resolve: ({ definition }) => protocolDefinition(definition).pcaDim,
    }),
    over: t.float({
      description: 'Clusters per class: k is this times the number of classes, rounded.',
      resolve: ({ definition }) => protocolDefinition(definition).over,
    }),
    seeds: t.intList({
      description: 'One k-means run for each of these seeds.',
      resolve: ({ definition }) => [...protocolDefinition(definition).seeds],
    }),
    maxIterations: t.int({
      description: 'Lloyd iterations after which a run stops even if assignments still change.',
      resolve: ({ definition }) => protocolDefinition(definition).maxIterations,
    }),
  }),
});
