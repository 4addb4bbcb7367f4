import type { BoardEntry } from '@clusterboard/core';
import { EntryKindType } from '../board/entry-kind.ts';
import { MetricType } from '../board/metric.ts';
import { RankIntervalType, rankIntervalOf } from '../board/rank-interval.ts';
import { BenchmarkType } from '../catalogue/benchmark.ts';
import { builder } from '../platform/builder.ts';
import { rawId } from '../platform/global-id.ts';
import { placeOf } from './entry-rank.ts';
import { ExecutionProviderType, executionProviderOf } from './execution-provider.ts';
import { ReceiptType } from './receipt.ts';
import { ScoresType, SeedRunType } from './scores.ts';

const metricArgument = {
  type: MetricType,
  required: true,
  defaultValue: 'acc',
  description: 'The metric of the ranks.',
} as const;

export const LeaderboardEntryType = builder.objectRef<BoardEntry>('LeaderboardEntry');

builder.node(LeaderboardEntryType, {
  description: 'A ranked submission with its current scores.',
  id: { resolve: ({ submissionId }) => submissionId },
  loadManyWithoutCache: (ids, { loaders }) => Promise.all(ids.map((id) => loaders.entry.load(id))),
  fields: (t) => ({
    entryId: t.exposeID('submissionId', {
      cacheable: true,
      description: 'Id in addresses, such as `/entries/<id>`; the same as the submission’s.',
    }),
    rank: t.int({
      cacheable: true,
      nullable: true,
      description:
        'Place on the whole board as it is now, by this metric: 1 is the best; equal scores share a rank. A page of a board has the places of that board in its edges. Null for what was withdrawn, which only an earlier board shows.',
      args: { metric: t.arg(metricArgument) },
      resolve: async (entry, { metric }, { loaders }) => (await placeOf(entry, metric, loaders)).rank,
    }),
    rankInterval: t.field({
      cacheable: true,
      type: RankIntervalType,
      nullable: true,
      description:
        'The ranks that the data leave open on the board as it is now, by this metric; entries that cannot be told apart share them. Null for some seconds after the board has changed, for results older than intervals, and deep in boards of very many entries.',
      args: { metric: t.arg(metricArgument) },
      resolve: async (entry, { metric }, { loaders }) =>
        rankIntervalOf(await placeOf(entry, metric, loaders)),
    }),
    name: t.exposeString('name', { cacheable: true, description: 'Name of the encoder.' }),
    description: t.exposeString('description', {
      cacheable: true,
      description: 'What its submitter says about it.',
    }),
    submittedBy: t.exposeString('submittedBy', {
      cacheable: true,
      description: 'Name that its submitter gave; not verified.',
    }),
    kind: t.expose('kind', { cacheable: true, type: EntryKindType, description: 'Where it comes from.' }),
    benchmark: t.field({
      cacheable: true,
      type: BenchmarkType,
      description: 'The benchmark that it stands on.',
      resolve: ({ benchmarkId }, _args, { loaders }) => loaders.benchmark.must(benchmarkId),
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
      description: 'The k-means runs behind the scores, one per seed.',
      resolve: ({ evaluationId }, _args, { loaders }) => loaders.seedRuns(evaluationId),
    }),
    receipt: t.field({
      type: ReceiptType,
      nullable: true,
      description: 'The document to get these scores again by; null for results older than receipts.',
      resolve: async ({ submissionId, evaluationId }, _args, { loaders }) => {
        const sha256 = await loaders.receiptSha256(evaluationId);
        return sha256 === null ? null : { submissionId, sha256 };
      },
    }),
    clusters: t.exposeInt('clusters', { cacheable: true, description: 'k of the k-means runs.' }),
    featureDimension: t.exposeInt('featureDim', {
      cacheable: true,
      description: 'Values per image that the encoder puts out.',
    }),
    pcaDimension: t.exposeInt('pcaDim', {
      cacheable: true,
      nullable: true,
      description: 'Principal components that k-means saw; null when features were used as they are.',
    }),
    parameters: t.expose('parameters', {
      cacheable: true,
      type: 'Long',
      nullable: true,
      description: 'Weights in the model file.',
    }),
    publishedAt: t.expose('publishedAt', {
      cacheable: true,
      type: 'DateTime',
      description: 'When these scores were published.',
    }),
    imagesPerSecond: t.exposeFloat('imagesPerSecond', {
      cacheable: true,
      description: 'Speed of the feature extraction on the machine that ran it.',
    }),
    executionProvider: t.field({
      cacheable: true,
      type: ExecutionProviderType,
      description: 'What ran the encoder.',
      resolve: ({ executionProvider }) => executionProviderOf(executionProvider),
    }),
  }),
});

builder.queryField('entry', (t) =>
  t.field({
    type: LeaderboardEntryType,
    cacheable: true,
    nullable: true,
    description: 'One entry; null until its submission is ranked.',
    args: {
      id: t.arg.id({ required: true, description: 'Id as in addresses, or a global id.' }),
    },
    resolve: (_root, { id }, { loaders }) => loaders.entry.load(rawId(id, 'LeaderboardEntry', 'Submission')),
  }),
);
