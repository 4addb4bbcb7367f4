import type { BoardEntry } from '@clusterboard/database';
import { builder } from '../builder.ts';
import { rawId } from '../global-id.ts';
import { BenchmarkType } from './benchmark.ts';
import { EntryKindType } from './entry-kind.ts';
import { ReceiptType } from './receipt.ts';
import { ScoresType, SeedRunType } from './scores.ts';

const RankIntervalType = builder.objectRef<{ first: number; last: number }>('RankInterval').implement({
  description: 'Ranks from the best to the worst that an entry may have, by paired bootstrap at 95%.',
  fields: (t) => ({
    first: t.exposeInt('first', { description: 'One more than the entries that are better.' }),
    last: t.exposeInt('last', { description: 'All entries but those that are worse.' }),
  }),
});

export const LeaderboardEntryType = builder.objectRef<BoardEntry>('LeaderboardEntry');

builder.node(LeaderboardEntryType, {
  description: 'A ranked submission with its current scores.',
  id: { resolve: ({ submissionId }) => submissionId },
  loadManyWithoutCache: (ids, { loaders }) => Promise.all(ids.map((id) => loaders.entry.load(id))),
  fields: (t) => ({
    entryId: t.exposeID('submissionId', {
      description: 'Id in addresses, such as `/entries/<id>`; the same as the submission’s.',
    }),
    rank: t.exposeInt('rank', {
      description:
        'Place on the whole board by the metric that was asked for (ACC elsewhere): 1 is the best, whatever the direction or the search; equal scores share a rank.',
    }),
    rankInterval: t.field({
      type: RankIntervalType,
      nullable: true,
      description:
        'The ranks that the data leave open, by the same metric; entries that cannot be told apart share them. Null for some seconds after the board has changed, for results older than intervals, and deep in boards of very many entries.',
      resolve: ({ rankFirst, rankLast }) =>
        rankFirst === null || rankLast === null ? null : { first: rankFirst, last: rankLast },
    }),
    name: t.exposeString('name', { description: 'Name of the encoder.' }),
    description: t.exposeString('description', { description: 'What its submitter says about it.' }),
    submittedBy: t.exposeString('submittedBy', {
      description: 'Name that its submitter gave; not verified.',
    }),
    kind: t.expose('kind', { type: EntryKindType, description: 'Where it comes from.' }),
    benchmark: t.field({
      type: BenchmarkType,
      description: 'The benchmark that it stands on.',
      resolve: ({ benchmarkId }, _args, { loaders }) => loaders.benchmark.must(benchmarkId),
    }),
    scores: t.field({
      type: ScoresType,
      description: 'Mean and standard deviation of each metric.',
      resolve: (entry) => entry,
    }),
    seedRuns: t.field({
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
    clusters: t.exposeInt('clusters', { description: 'k of the k-means runs.' }),
    featureDimension: t.exposeInt('featureDim', {
      description: 'Values per image that the encoder puts out.',
    }),
    pcaDimension: t.exposeInt('pcaDim', {
      nullable: true,
      description: 'Principal components that k-means saw; null when features were used as they are.',
    }),
    parameters: t.expose('parameters', {
      type: 'Long',
      nullable: true,
      description: 'Weights in the model file.',
    }),
    publishedAt: t.expose('publishedAt', {
      type: 'DateTime',
      description: 'When these scores were published.',
    }),
    imagesPerSecond: t.exposeFloat('imagesPerSecond', {
      description: 'Speed of the feature extraction on the machine that ran it.',
    }),
    executionProvider: t.exposeString('executionProvider', {
      description: 'What ran the encoder, such as `cpu` or `cuda`.',
    }),
  }),
});

builder.queryField('entry', (t) =>
  t.field({
    type: LeaderboardEntryType,
    nullable: true,
    description: 'One entry; null until its submission is ranked.',
    args: {
      id: t.arg.id({ required: true, description: 'Id as in addresses, or a global id.' }),
    },
    resolve: (_root, { id }, { loaders }) => loaders.entry.load(rawId(id, 'LeaderboardEntry', 'Submission')),
  }),
);
