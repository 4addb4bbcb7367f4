import { type BoardEntry, type BoardMetric, type EntryRank, entriesOf } from '@clusterboard/core';
import { EntryKindType } from '../board/entry-kind.ts';
import { MetricType } from '../board/metric.ts';
import { RankIntervalType, rankIntervalOf } from '../board/rank-interval.ts';
import { BenchmarkType } from '../catalogue/benchmark.ts';
import { builder } from '../platform/builder.ts';
import { rawId } from '../platform/global-id.ts';
import type { Loaders } from '../platform/loaders/loaders.ts';
import { isPostgresText } from '../platform/postgres-text.ts';
import { ExecutionProviderType } from './execution-provider.ts';
import { ReceiptType } from './receipt.ts';
import { ScoresType, SeedRunType } from './scores.ts';

/** The current rank by a metric. A page of the leaderboard by that metric has read it already. */
const rankOf = (
  entry: BoardEntry,
  metric: BoardMetric,
  loaders: Loaders,
): EntryRank | ReturnType<Loaders['rank']> =>
  entry.rankedBy === metric ? entry : loaders.rank(entry.submissionId, metric);

const metricArgument = {
  type: MetricType,
  required: true,
  defaultValue: 'acc',
  description: 'Metric of the ranks.',
} as const;

export const LeaderboardEntryType = builder.loadableNodeRef<BoardEntry, string>('LeaderboardEntry', {
  id: { resolve: ({ submissionId }) => submissionId },
  load: (ids: string[], { database }) => entriesOf(database, ids.filter(isPostgresText)),
  sort: ({ submissionId }) => submissionId,
});

LeaderboardEntryType.implement({
  description: 'A ranked submission and its current scores.',
  fields: (t) => ({
    entryId: t.exposeID('submissionId', {
      cacheable: true,
      description: 'Id in URLs, such as `/entries/<id>`; equal to the submission id.',
    }),
    rank: t.int({
      cacheable: true,
      nullable: true,
      description:
        'Current rank on the whole leaderboard by this metric. 1 is best; equal scores share a rank. For the rank at an earlier revision, see `LeaderboardEdge.rank`. Null if the entry has been withdrawn.',
      args: { metric: t.arg(metricArgument) },
      resolve: async (entry, { metric }, { loaders }) => (await rankOf(entry, metric, loaders)).rank,
    }),
    rankInterval: t.field({
      cacheable: true,
      type: RankIntervalType,
      nullable: true,
      description:
        'Current rank range by this metric: entries whose scores are statistically tied share it. Null for a few seconds after the leaderboard changes, for results without intervals, and far down very large leaderboards.',
      args: { metric: t.arg(metricArgument) },
      resolve: async (entry, { metric }, { loaders }) => rankIntervalOf(await rankOf(entry, metric, loaders)),
    }),
    name: t.exposeString('name', { cacheable: true, description: 'Name of the encoder.' }),
    description: t.exposeString('description', {
      cacheable: true,
      description: 'Description by the submitter.',
    }),
    submittedBy: t.exposeString('submittedBy', {
      cacheable: true,
      description: 'Name given by the submitter; not verified.',
    }),
    kind: t.expose('kind', { cacheable: true, type: EntryKindType, description: 'Origin of the entry.' }),
    benchmark: t.field({
      cacheable: true,
      type: BenchmarkType,
      description: 'Benchmark of the entry.',
      resolve: ({ benchmarkId }) => benchmarkId,
    }),
    scores: t.field({
      cacheable: true,
      type: ScoresType,
      description: 'Mean and standard deviation of each metric.',
      resolve: (entry) => entry,
    }),
    seedRuns: t.field({
      cacheable: true,
      type: [SeedRunType],
      description: 'k-means runs, one per seed.',
      resolve: ({ evaluationId }, _args, { loaders }) => loaders.seedRuns(evaluationId),
    }),
    receipt: t.field({
      type: ReceiptType,
      nullable: true,
      description: 'Receipt for reproducing these scores; null for results from before receipts.',
      resolve: async ({ submissionId, evaluationId }, _args, { loaders }) => {
        const sha256 = await loaders.receiptSha256(evaluationId);
        return sha256 === null ? null : { submissionId, sha256 };
      },
    }),
    clusters: t.exposeInt('clusters', { cacheable: true, description: 'Number of clusters, k.' }),
    featureDimension: t.exposeInt('featureDim', {
      cacheable: true,
      description: 'Feature dimension of the encoder.',
    }),
    pcaDimension: t.exposeInt('pcaDim', {
      cacheable: true,
      nullable: true,
      description: 'Number of principal components used by k-means; null if no PCA was applied.',
    }),
    parameters: t.expose('parameters', {
      cacheable: true,
      type: 'Long',
      nullable: true,
      description: 'Number of parameters in the model file.',
    }),
    publishedAt: t.expose('publishedAt', {
      cacheable: true,
      type: 'DateTime',
      description: 'When these scores were published.',
    }),
    imagesPerSecond: t.exposeFloat('imagesPerSecond', {
      cacheable: true,
      description: 'Feature extraction speed on the machine that ran it.',
    }),
    executionProvider: t.expose('executionProvider', {
      cacheable: true,
      type: ExecutionProviderType,
      description: 'Execution provider that ran the encoder.',
    }),
  }),
});

builder.queryField('entry', (t) =>
  t.field({
    type: LeaderboardEntryType,
    cacheable: true,
    nullable: true,
    description: 'An entry by id; null unless its submission is ranked.',
    args: {
      id: t.arg.id({ required: true, description: 'Id from the URL, or a global id.' }),
    },
    resolve: (_root, { id }) => rawId(id, 'LeaderboardEntry', 'Submission'),
  }),
);
