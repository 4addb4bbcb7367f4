import type { BenchmarkModel } from '@clusterboard/core';
import { problem } from '@clusterboard/problems';
import { builder } from '../platform/builder.ts';
import { DatasetType } from './dataset.ts';
import { ProtocolType } from './protocol.ts';

export const BenchmarkType = builder.objectRef<BenchmarkModel>('Benchmark');

builder.node(BenchmarkType, {
  description: 'A dataset with a protocol, and the leaderboard of the encoders evaluated on it.',
  id: { resolve: ({ id }) => id },
  loadManyWithoutCache: (ids, { loaders }) => Promise.all(ids.map((id) => loaders.benchmark.load(id))),
  fields: (t) => ({
    slug: t.exposeString('slug', { cacheable: true, description: 'Identifier in URLs.' }),
    name: t.exposeString('name', { cacheable: true, description: 'Display name.' }),
    summary: t.exposeString('summary', {
      cacheable: true,
      description: 'What the benchmark tests, in one or two sentences.',
    }),
    clusters: t.exposeInt('clusters', {
      cacheable: true,
      description: 'Number of clusters, k.',
    }),
    dataset: t.field({
      cacheable: true,
      type: DatasetType,
      description: 'Dataset.',
      resolve: ({ datasetId }, _args, { loaders }) => loaders.dataset.must(datasetId),
    }),
    protocol: t.field({
      cacheable: true,
      type: ProtocolType,
      description: 'Evaluation protocol.',
      resolve: ({ protocolId }, _args, { loaders }) => loaders.protocol.must(protocolId),
    }),
    entryCount: t.exposeInt('entryCount', {
      cacheable: true,
      description: 'Number of entries on the leaderboard.',
    }),
    revision: t.exposeInt('revision', {
      cacheable: true,
      description:
        'Revision of the leaderboard: the number of changes so far. Pass it to `asOf` to read the leaderboard as of now.',
    }),
    changedAt: t.expose('changedAt', {
      cacheable: true,
      type: 'DateTime',
      description: 'When the leaderboard last changed.',
    }),
    acceptsSubmissions: t.boolean({
      description: 'Whether submissions are open, which requires the images on this server.',
      resolve: async ({ datasetId }, _args, { loaders }) => (await loaders.dataset.must(datasetId)).available,
    }),
    closedReason: t.string({
      nullable: true,
      description: 'Why submissions are closed, in one sentence; null if they are open.',
      resolve: async ({ name, datasetId }, _args, { loaders }) =>
        (await loaders.dataset.must(datasetId)).available
          ? null
          : problem('BENCHMARK_WITHOUT_IMAGES', { name }).message,
    }),
    pendingCount: t.int({
      description: 'Number of submissions that are queued or in progress.',
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
    description: 'A benchmark by slug; null if it does not exist.',
    args: { slug: t.arg.string({ required: true, description: 'Slug, such as `digits`.' }) },
    resolve: (_root, { slug }, { loaders }) => loaders.benchmarkBySlug.load(slug),
  }),
);
