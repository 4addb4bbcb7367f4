import {
  isFinal,
  pauseOf,
  queuePositions,
  type SubmissionEventModel,
  type SubmissionModel,
} from '@clusterboard/core';
import type { OutputReasons } from '@clusterboard/onnx';
import { outputReasons } from '@clusterboard/onnx/submission-fields';
import { preprocessing } from '@clusterboard/preprocessing';
import { BenchmarkType } from '../catalogue/benchmark.ts';
import { LeaderboardEntryType } from '../entry/leaderboard-entry.ts';
import { builder } from '../platform/builder.ts';
import { rawId } from '../platform/global-id.ts';
import { isPostgresText } from '../platform/postgres-text.ts';
import { ProblemType } from '../platform/problem.ts';
import { PauseType } from '../platform/status/server-status.ts';
import { LayoutType, PoolingType } from './output-enums.ts';
import { PreprocessingType } from './preprocessing.ts';
import { storedProblem } from './stored-submission.ts';

const SubmissionStateType = builder.enumType('SubmissionState', {
  description:
    'State of a submission. It moves from QUEUED to RANKED, or ends as REJECTED, FAILED or CANCELLED.',
  values: {
    QUEUED: { description: 'Waiting to be inspected.' },
    INSPECTING: { description: 'The file is being read and tested on one batch.' },
    INSPECTED: { description: 'Accepted; waiting for a worker.' },
    EXTRACTING: { description: 'The encoder is running on all images.' },
    CLUSTERING: { description: 'The features are being clustered and scored.' },
    RANKED: { description: 'Published on the leaderboard.' },
    REJECTED: { description: 'Rejected because of the model; see `problem`.' },
    FAILED: { description: 'Failed because of a server error; see `problem`.' },
    WITHDRAWN: { description: 'Withdrawn from the leaderboard; see the note of the event.' },
    CANCELLED: { description: 'Cancelled before publication.' },
  } as const,
});

const EncoderType = builder.loadableObject('Encoder', {
  // An inspection may be large, and no field shows it.
  load: (ids: string[], { database }) =>
    database.encoder.findMany({ where: { id: { in: ids } }, omit: { inspection: true } }),
  sort: ({ id }) => id,
  description: 'A submitted model file and its description.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the encoder.' }),
    description: t.exposeString('description', { description: 'Description by the submitter.' }),
    submittedBy: t.exposeString('submittedBy', {
      description: 'Name given by the submitter; not verified.',
    }),
    fileName: t.exposeString('fileName', { description: 'File name of the upload.' }),
    sizeBytes: t.expose('sizeBytes', { type: 'Long', description: 'File size, in bytes.' }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of the file, in hex.' }),
    parameters: t.expose('parameters', {
      type: 'Long',
      nullable: true,
      description: 'Number of parameters; null until the file has been inspected.',
    }),
  }),
});

const OutputReasonsType = builder.objectRef<OutputReasons>('OutputReasons').implement({
  description: 'Where output, layout and pooling came from: given, or read from the model.',
  fields: (t) => ({
    output: t.exposeString('output', { description: 'Why this output.' }),
    layout: t.exposeString('layout', { description: 'Why this layout.' }),
    pooling: t.exposeString('pooling', { description: 'Why this pooling.' }),
  }),
});

const EncoderOutputType = builder.objectRef<SubmissionModel>('EncoderOutput').implement({
  description: 'The model output used as features, and its pooling.',
  fields: (t) => ({
    name: t.exposeString('outputName', {
      nullable: true,
      description: 'Output name; null until the submitter or the inspection has chosen one.',
    }),
    pooling: t.expose('pooling', {
      type: PoolingType,
      description: 'How several rows per image are reduced to one.',
    }),
    layout: t.expose('layout', {
      type: LayoutType,
      nullable: true,
      description:
        'Axes of the output; null for submissions of earlier versions, which read [N, D], [N, C, H, W] or [N, T, D] by their number.',
    }),
    inputLayout: t.expose('inputLayout', {
      type: LayoutType,
      nullable: true,
      description: 'Axes of the image input; null where its shape told.',
    }),
    reasons: t.field({
      type: OutputReasonsType,
      nullable: true,
      description: 'Where these came from; null for submissions of earlier versions.',
      resolve: ({ outputReasons: stored }) => outputReasons.nullable().parse(stored),
    }),
  }),
});

const ProgressType = builder.objectRef<SubmissionModel>('Progress').implement({
  description: 'Progress of the evaluation; totals are 0 until it starts.',
  fields: (t) => ({
    imagesDone: t.exposeInt('imagesDone', { description: 'Number of images extracted.' }),
    imagesTotal: t.exposeInt('imagesTotal', { description: 'Number of images in both splits.' }),
    seedsDone: t.exposeInt('seedsDone', { description: 'Number of k-means runs finished.' }),
    seedsTotal: t.exposeInt('seedsTotal', { description: 'Number of k-means runs of the protocol.' }),
  }),
});

export const SubmissionEventType = builder.objectRef<SubmissionEventModel>('SubmissionEvent').implement({
  description: 'A state change of a submission.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'Time of the event.' }),
    state: t.expose('state', { type: SubmissionStateType, description: 'The new state.' }),
    note: t.exposeString('note', { nullable: true, description: 'Note.' }),
  }),
});

export const SubmissionType = builder.loadableNodeRef<SubmissionModel, string>('Submission', {
  id: { resolve: ({ id }) => id },
  load: (ids: string[], { database }) =>
    database.submission.findMany({ where: { id: { in: ids.filter(isPostgresText) } } }),
  sort: ({ id }) => id,
});

SubmissionType.implement({
  description: 'An encoder submitted to a benchmark.',
  fields: (t) => ({
    submissionId: t.exposeID('id', { description: 'Id in URLs, such as `/submissions/<id>`.' }),
    state: t.expose('state', { type: SubmissionStateType, description: 'Current state.' }),
    final: t.boolean({
      description: 'Whether processing has ended. A ranked submission can still be withdrawn.',
      resolve: ({ state }) => isFinal(state),
    }),
    encoder: t.field({
      type: EncoderType,
      description: 'The model.',
      resolve: ({ encoderId }) => encoderId,
    }),
    benchmark: t.field({
      type: BenchmarkType,
      description: 'Benchmark.',
      resolve: ({ benchmarkId }) => benchmarkId,
    }),
    preprocessing: t.field({
      type: PreprocessingType,
      description: 'Preprocessing of images into model input.',
      resolve: (submission) => preprocessing.parse(submission.preprocessing),
    }),
    output: t.field({
      type: EncoderOutputType,
      description: 'Model output used as features.',
      resolve: (submission) => submission,
    }),
    progress: t.field({
      type: ProgressType,
      description: 'Progress of the evaluation.',
      resolve: (submission) => submission,
    }),
    queuePosition: t.loadable({
      type: 'Int',
      nullable: true,
      description:
        'Number of submissions that will be served first; null if it does not wait for a worker. One that was interrupted keeps its place.',
      load: async (ids: string[], { database }) => {
        const positions = await queuePositions(database, ids);
        return ids.map((id) => positions.find(({ submissionId }) => submissionId === id)?.position ?? null);
      },
      resolve: ({ id }) => id,
    }),
    remainingSeconds: t.int({
      nullable: true,
      description:
        'Estimated time until the evaluation ends, in seconds: from what earlier evaluations on the benchmark took, the test run of the model, the running workers, and what is served first. Null if nothing comparable was measured, if it waits for a fault of the server, and once it has ended.',
      resolve: async ({ id, state }, _args, { readEstimates }) => {
        const seconds = isFinal(state) ? undefined : (await readEstimates()).get(id);
        return seconds === undefined ? null : Math.ceil(seconds);
      },
    }),
    pause: t.loadable({
      type: PauseType,
      nullable: true,
      description: 'What it waits for; null if it does not wait for a fault of the server.',
      load: async (ids: string[], { database, readStatus }) => {
        const { workers } = await readStatus();
        if (workers.live.every(({ pauses }) => pauses.length === 0)) return ids.map(() => null);
        const rows = await database.submission.findMany({
          where: { id: { in: ids } },
          select: { id: true, state: true, benchmark: { select: { dataset: { select: { slug: true } } } } },
        });
        return ids.map((id) => {
          const row = rows.find((one) => one.id === id);
          if (row === undefined || isFinal(row.state)) return null;
          return pauseOf(workers.live, { id, datasetSlug: row.benchmark.dataset.slug });
        });
      },
      resolve: ({ id }) => id,
    }),
    events: t.loadableGroup({
      type: SubmissionEventType,
      description: 'Events, oldest first.',
      load: (ids: string[], { database }) =>
        database.submissionEvent.findMany({ where: { submissionId: { in: ids } }, orderBy: { id: 'asc' } }),
      group: ({ submissionId }) => submissionId,
      resolve: ({ id }) => id,
    }),
    problem: t.field({
      type: ProblemType,
      nullable: true,
      description: 'Why it was rejected or failed; null otherwise.',
      resolve: (submission) => storedProblem(submission),
    }),
    entry: t.field({
      type: LeaderboardEntryType,
      nullable: true,
      description: 'Leaderboard entry; null until it is ranked.',
      resolve: ({ id }) => id,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Time of submission.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'Time of the last change.' }),
  }),
});

builder.objectField(LeaderboardEntryType, 'submission', (t) =>
  t.field({
    type: SubmissionType,
    description: 'The submission of this entry.',
    resolve: ({ submissionId }) => submissionId,
  }),
);

builder.queryField('submission', (t) =>
  t.field({
    type: SubmissionType,
    nullable: true,
    description: 'A submission by id; null if it does not exist.',
    args: {
      id: t.arg.id({ required: true, description: 'Id from the URL, or a global id.' }),
    },
    resolve: (_root, { id }) => rawId(id, 'Submission'),
  }),
);
