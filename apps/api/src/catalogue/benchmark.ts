import {
  type BenchmarkModel,
  countSubmissions,
  type Database,
  type DatasetModel,
  listBenchmarks,
} from '@clusterboard/core';
import { problem } from '@clusterboard/problems';
import { builder } from '../platform/builder.ts';
import type { ApiContext } from '../platform/context.ts';
import { isPostgresText } from '../platform/postgres-text.ts';
import { DatasetType } from './dataset.ts';
import { ProtocolType } from './protocol.ts';

export const BenchmarkType = builder.loadableNodeRef<BenchmarkModel, string>('Benchmark', {
  id: { resolve: ({ id }) => id },
  load: (ids: string[], { database }) =>
    database.benchmark.findMany({ where: { id: { in: ids.filter(isPostgresText) } } }),
  sort: ({ id }) => id,
});

BenchmarkType.implement({
  description: 'A dataset with a protocol, and the leaderboard of the encoders evaluated on it.',
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
      resolve: ({ datasetId }) => datasetId,
    }),
    protocol: t.field({
      cacheable: true,
      type: ProtocolType,
      description: 'Evaluation protocol.',
      resolve: ({ protocolId }) => protocolId,
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
      description:
        'Whether submissions are open, which requires the images and a working sandbox on this server.',
      resolve: async (benchmark, _args, context) => (await closedReason(benchmark, context)) === null,
    }),
    closedReason: t.string({
      nullable: true,
      description: 'Why submissions are closed, in one sentence; null if they are open.',
      resolve: (benchmark, _args, context) => closedReason(benchmark, context),
    }),
    pendingCount: t.loadable({
      type: 'Int',
      description: 'Number of submissions that are queued or in progress.',
      load: async (ids: string[], { database }) => {
        const counts = await countSubmissions(database, ids);
        return ids.map((id) => counts.find(({ benchmarkId }) => benchmarkId === id)?.pending ?? 0);
      },
      resolve: ({ id }) => id,
    }),
  }),
});

async function closedReason(
  { name, datasetId }: BenchmarkModel,
  context: ApiContext,
): Promise<string | null> {
  const { available } = await DatasetType.getDataloader(context).load(datasetId);
  if (!available) return problem('BENCHMARK_WITHOUT_IMAGES', { name }).message;
  return (await context.modelsClosed())?.message ?? null;
}

builder.queryField('benchmarks', (t) =>
  t.field({
    type: [BenchmarkType],
    cacheable: true,
    description: 'All benchmarks, in the order of the landing page.',
    resolve: (_root, _args, { database }) => listBenchmarks(database),
  }),
);

builder.queryField('benchmark', (t) =>
  t.field({
    type: BenchmarkType,
    cacheable: true,
    nullable: true,
    description: 'A benchmark by slug; null if it does not exist.',
    args: { slug: t.arg.string({ required: true, description: 'Slug, such as `digits`.' }) },
    resolve: (_root, { slug }, { database }) => benchmarkBySlug(slug, database),
  }),
);

/** Prisma batches calls of one turn into one statement. */
export const benchmarkBySlug = async (slug: string, database: Database): Promise<BenchmarkModel | null> =>
  isPostgresText(slug) ? database.benchmark.findUnique({ where: { slug } }) : null;

export async function datasetOf(
  { benchmarkId }: { readonly benchmarkId: string },
  context: ApiContext,
): Promise<DatasetModel> {
  const { datasetId } = await BenchmarkType.getDataloader(context).load(benchmarkId);
  return DatasetType.getDataloader(context).load(datasetId);
}
