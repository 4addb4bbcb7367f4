import type { BenchmarkModel } from '@clusterboard/core';
import { problem } from '@clusterboard/problems';
import { builder } from '../platform/builder.ts';
import { DatasetType } from './dataset.ts';
import { ProtocolType } from './protocol.ts';

export const BenchmarkType = builder.objectRef<BenchmarkModel>('Benchmark');

builder.node(BenchmarkType, {
  description: 'A dataset with a protocol, and the board of the encoders that were evaluated on it.',
  id: { resolve: ({ id }) => id },
  loadManyWithoutCache: (ids, { loaders }) => Promise.all(ids.map((id) => loaders.benchmark.load(id))),
  fields: (t) => ({
    slug: t.exposeString('slug', { cacheable: true, description: 'Name in addresses.' }),
    name: t.exposeString('name', { cacheable: true, description: 'Name for people.' }),
    summary: t.exposeString('summary', {
      cacheable: true,
      description: 'What it asks of an encoder, in a sentence or two.',
    }),
    clusters: t.exposeInt('clusters', {
      cacheable: true,
      description: 'k, the number of clusters that features are put into.',
    }),
    dataset: t.field({
      cacheable: true,
      type: DatasetType,
      description: 'The images.',
      resolve: ({ datasetId }, _args, { loaders }) => loaders.dataset.must(datasetId),
    }),
    protocol: t.field({
      cacheable: true,
      type: ProtocolType,
      description: 'How features become scores here.',
      resolve: ({ protocolId }, _args, { loaders }) => loaders.protocol.must(protocolId),
    }),
    entryCount: t.exposeInt('entryCount', { cacheable: true, description: 'Entries on the board.' }),
    revision: t.exposeInt('revision', {
      cacheable: true,
      description: 'How often the board has changed; with `asOf` it names what stood there then.',
    }),
    changedAt: t.expose('changedAt', {
      cacheable: true,
      type: 'DateTime',
      description: 'When the board last changed.',
    }),
    acceptsSubmissions: t.boolean({
      description: 'Whether its images are on this server, without which no encoder can be evaluated.',
      resolve: async ({ datasetId }, _args, { loaders }) => (await loaders.dataset.must(datasetId)).available,
    }),
    closedReason: t.string({
      nullable: true,
      description: 'Why nothing can be submitted, in a sentence; null where it can.',
      resolve: async ({ name, datasetId }, _args, { loaders }) =>
        (await loaders.dataset.must(datasetId)).available
          ? null
          : problem('BENCHMARK_WITHOUT_IMAGES', { name }).message,
    }),
    pendingCount: t.int({
      description: 'Submissions that are waiting or under way.',
      resolve: async ({ id }, _args, { loaders }) => (await loaders.benchmarkCounts.must(id)).pending,
    }),
  }),
});

builder.queryField('benchmarks', (t) =>
  t.field({
    type: [BenchmarkType],
    cacheable: true,
    description: 'All benchmarks, in the order of the landing page.',
    resolve: (_root, _args, { loaders }) => loaders.benchmarks(),
  }),
);

builder.queryField('benchmark', (t) =>
  t.field({
    type: BenchmarkType,
    cacheable: true,
    nullable: true,
    description: 'One benchmark by its slug; null when there is none.',
    args: { slug: t.arg.string({ required: true, description: 'Name in addresses, such as `digits`.' }) },
    resolve: (_root, { slug }, { loaders }) => loaders.benchmarkBySlug.load(slug),
  }),
);
