import type { EncoderModel, SubmissionEventModel, SubmissionModel } from '@clusterboard/core';
import { preprocessing } from '@clusterboard/preprocessing';
import { BenchmarkType } from '../catalogue/benchmark.ts';
import { LeaderboardEntryType } from '../entry/leaderboard-entry.ts';
import { builder } from '../platform/builder.ts';
import { rawId } from '../platform/global-id.ts';
import { ProblemType } from '../platform/problem.ts';
import { PoolingType } from './pooling.ts';
import { PreprocessingType } from './preprocessing.ts';
import { storedPooling, storedProblem } from './stored-submission.ts';

const SubmissionStateType = builder.enumType('SubmissionState', {
  description:
    'How far a submission has come: from QUEUED step by step to RANKED, or to REJECTED, FAILED or CANCELLED.',
  values: {
    QUEUED: { description: 'Waiting to be inspected.' },
    INSPECTING: { description: 'The file is being read and tried on one batch.' },
    INSPECTED: { description: 'Accepted, and waiting for a worker.' },
    EXTRACTING: { description: 'The encoder is run on all images.' },
    CLUSTERING: { description: 'The features are clustered and scored.' },
    RANKED: { description: 'On the board.' },
    REJECTED: { description: 'Refused because of the model; see the problem.' },
    FAILED: { description: 'Given up because of a fault of the site; see the problem.' },
    WITHDRAWN: { description: 'Taken off the board; its note says why.' },
    CANCELLED: { description: 'Given up on request before it was published.' },
  } as const,
});

const EncoderType = builder.objectRef<EncoderModel>('Encoder').implement({
  description: 'A submitted model file, as its submitter describes it.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the encoder.' }),
    description: t.exposeString('description', { description: 'What its submitter says about it.' }),
    submittedBy: t.exposeString('submittedBy', {
      description: 'Name that its submitter gave; not verified.',
    }),
    fileName: t.exposeString('fileName', { description: 'Name of the uploaded file.' }),
    sizeBytes: t.expose('sizeBytes', { type: 'Long', description: 'Length of the file, in bytes.' }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of the file, in hexadecimal.' }),
    parameters: t.expose('parameters', {
      type: 'Long',
      nullable: true,
      description: 'Weights in the file; null until it was inspected.',
    }),
  }),
});

const EncoderOutputType = builder.objectRef<SubmissionModel>('EncoderOutput').implement({
  description: 'Which tensor of the model is taken as the features, and how.',
  fields: (t) => ({
    name: t.exposeString('outputName', {
      nullable: true,
      description: 'Name of the output; null while none was chosen, by the submitter or by the inspection.',
    }),
    pooling: t.field({
      type: PoolingType,
      description: 'How an output with several rows per image becomes one.',
      resolve: (submission) => storedPooling(submission),
    }),
  }),
});

const ProgressType = builder.objectRef<SubmissionModel>('Progress').implement({
  description: 'How much of the work under way is done; totals are 0 until it has begun.',
  fields: (t) => ({
    imagesDone: t.exposeInt('imagesDone', { description: 'Images whose features are extracted.' }),
    imagesTotal: t.exposeInt('imagesTotal', { description: 'Images of both splits.' }),
    seedsDone: t.exposeInt('seedsDone', { description: 'k-means runs that are finished.' }),
    seedsTotal: t.exposeInt('seedsTotal', { description: 'k-means runs of the protocol.' }),
  }),
});

export const SubmissionEventType = builder.objectRef<SubmissionEventModel>('SubmissionEvent').implement({
  description: 'A step on the way of a submission.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it happened.' }),
    state: t.expose('state', { type: SubmissionStateType, description: 'The state that it reached.' }),
    note: t.exposeString('note', { nullable: true, description: 'A remark for people.' }),
  }),
});

export const SubmissionType = builder.objectRef<SubmissionModel>('Submission');

builder.node(SubmissionType, {
  description: 'One encoder on one benchmark, from the upload to its place on the board.',
  id: { resolve: ({ id }) => id },
  loadManyWithoutCache: (ids, { loaders }) => Promise.all(ids.map((id) => loaders.submission.load(id))),
  fields: (t) => ({
    submissionId: t.exposeID('id', { description: 'Id in addresses, such as `/submissions/<id>`.' }),
    state: t.expose('state', { type: SubmissionStateType, description: 'How far it has come.' }),
    encoder: t.field({
      type: EncoderType,
      description: 'The model.',
      resolve: ({ encoderId }, _args, { loaders }) => loaders.encoder.must(encoderId),
    }),
    benchmark: t.field({
      type: BenchmarkType,
      description: 'What it is evaluated on.',
      resolve: ({ benchmarkId }, _args, { loaders }) => loaders.benchmark.must(benchmarkId),
    }),
    preprocessing: t.field({
      type: PreprocessingType,
      description: 'How images become its input.',
      resolve: (submission) => preprocessing.parse(submission.preprocessing),
    }),
    output: t.field({
      type: EncoderOutputType,
      description: 'What is taken as its features.',
      resolve: (submission) => submission,
    }),
    progress: t.field({
      type: ProgressType,
      description: 'How much of the work under way is done.',
      resolve: (submission) => submission,
    }),
    queuePosition: t.int({
      nullable: true,
      description: 'Submissions that are waiting before this one; null when it is not waiting.',
      resolve: ({ id }, _args, { loaders }) => loaders.queuePosition(id),
    }),
    events: t.field({
      type: [SubmissionEventType],
      description: 'What has happened to it, oldest first.',
      resolve: ({ id }, _args, { loaders }) => loaders.events.must(id),
    }),
    problem: t.field({
      type: ProblemType,
      nullable: true,
      description: 'Why it was rejected or given up; null otherwise.',
      resolve: (submission) => storedProblem(submission),
    }),
    entry: t.field({
      type: LeaderboardEntryType,
      nullable: true,
      description: 'Its place on the board; null until it is ranked.',
      resolve: ({ id }, _args, { loaders }) => loaders.entry.load(id),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was submitted.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When anything of it last changed.' }),
  }),
});

builder.objectField(LeaderboardEntryType, 'submission', (t) =>
  t.field({
    type: SubmissionType,
    description: 'The submission that was ranked.',
    resolve: ({ submissionId }, _args, { loaders }) => loaders.submission.must(submissionId),
  }),
);

builder.queryField('submission', (t) =>
  t.field({
    type: SubmissionType,
    nullable: true,
    description: 'One submission; null when there is none.',
    args: {
      id: t.arg.id({ required: true, description: 'Id as in addresses, or a global id.' }),
    },
    resolve: (_root, { id }, { loaders }) => loaders.submission.load(rawId(id, 'Submission')),
  }),
);
