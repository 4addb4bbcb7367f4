import { builder } from '../platform/builder.ts';
import { FieldProblemType, ProblemType } from '../platform/problem.ts';
import { LayoutType, PoolingType } from './output-enums.ts';
import { PreprocessingInput } from './preprocessing.ts';
import { SubmissionType } from './submission.ts';
import type { SubmitModelResult } from './write-submission.ts';

const SubmitModelInput = builder.inputType('SubmitModelInput', {
  description: 'An uploaded model and how to evaluate it.',
  fields: (t) => ({
    uploadId: t.id({
      required: true,
      description:
        'Last path segment of the upload’s `Location`. An upload makes one submission; asking again with the same values returns it.',
    }),
    idempotencyKey: t.string({
      description:
        'Optional key of your choice, such as a UUID: 16 to 64 letters, digits, hyphens or underscores. Repeating a request with the same key, values and bytes returns the same submission, even from another upload; with others it fails with IDEMPOTENCY_KEY_REUSED.',
    }),
    benchmark: t.string({ required: true, description: 'Slug of the benchmark.' }),
    name: t.string({ required: true, description: 'Name of the encoder, 1 to 80 characters.' }),
    description: t.string({ description: 'Description, at most 2000 characters.' }),
    submittedBy: t.string({
      required: true,
      description: 'Name of the submitter, 1 to 80 characters. It appears on the entry.',
    }),
    preprocessing: t.field({
      type: PreprocessingInput,
      required: true,
      description: 'Preprocessing of images into model input.',
    }),
    outputName: t.string({
      description: 'Model output to use as features; by default read from the model.',
    }),
    layout: t.field({
      type: LayoutType,
      description:
        'Axes of the output, and of an image input that leaves them open; by default read from the model.',
    }),
    pooling: t.field({
      type: PoolingType,
      description:
        'How several rows per image are reduced to one; by default read from the model. MEAN of an output that has one row per image is recorded as NONE.',
    }),
  }),
});

type Success = Extract<SubmitModelResult, { ok: true }>;
type Failure = Extract<SubmitModelResult, { ok: false }>;

const SubmitModelSuccessType = builder.objectRef<Success>('SubmitModelSuccess').implement({
  description: 'The model was accepted for evaluation.',
  fields: (t) => ({
    submission: t.expose('submission', {
      type: SubmissionType,
      description: 'The new submission, or the one that the same request made before.',
    }),
    warnings: t.field({
      type: [ProblemType],
      description:
        'What is unusual about the preprocessing. Empty for a repeated request; the event of the inspection notes the warnings too.',
      resolve: ({ warnings }) => [...warnings],
    }),
  }),
});

const SubmitModelFailureType = builder.objectRef<Failure>('SubmitModelFailure').implement({
  description: 'The model was not accepted. A complete upload is kept unless the file itself was rejected.',
  fields: (t) => ({
    problems: t.field({
      type: [FieldProblemType],
      description: 'All problems to fix.',
      resolve: ({ problems }) => [...problems],
    }),
  }),
});

const SubmitModelResultType = builder.unionType('SubmitModelResult', {
  description: 'The submission, or all problems with it.',
  types: [SubmitModelSuccessType, SubmitModelFailureType],
  resolveType: (result) => (result.ok ? SubmitModelSuccessType : SubmitModelFailureType),
});

builder.mutationField('submitModel', (t) =>
  t.field({
    type: SubmitModelResultType,
    description:
      'Submits an uploaded model to a benchmark. Safe to repeat if the response is lost: the same upload and values return the same submission.',
    args: { input: t.arg({ type: SubmitModelInput, required: true, description: 'The model.' }) },
    resolve: (_root, { input }, { submitModel, requestId, submitter }) =>
      submitModel(input, { requestId, submitter }),
  }),
);

const LimitsType = builder.objectRef<{ maxUploadBytes: number }>('Limits').implement({
  description: 'Limits of this site.',
  fields: (t) => ({
    maxUploadBytes: t.expose('maxUploadBytes', {
      type: 'Long',
      description: 'Maximum size of a model file, in bytes.',
    }),
    modelsClosedReason: t.string({
      nullable: true,
      description: 'Why no models are taken at present, in one sentence; null if they are taken.',
      resolve: async (_limits, _args, { modelsClosed }) => (await modelsClosed())?.message ?? null,
    }),
  }),
});

builder.queryField('limits', (t) =>
  t.field({
    type: LimitsType,
    description: 'Limits of this site.',
    resolve: (_root, _args, { maxUploadBytes }) => ({ maxUploadBytes }),
  }),
);
