import { builder } from '../platform/builder.ts';
import { FieldProblemType } from '../platform/problem.ts';
import { PoolingType } from './pooling.ts';
import { PreprocessingInput } from './preprocessing.ts';
import { SubmissionType } from './submission.ts';
import type { SubmitModelResult } from './submit-model.ts';

const SubmitModelInput = builder.inputType('SubmitModelInput', {
  description: 'A model that was uploaded, and how it is to be evaluated.',
  fields: (t) => ({
    uploadId: t.id({
      required: true,
      description: 'Last part of the `Location` that the upload was created with; good for one submission.',
    }),
    benchmark: t.string({ required: true, description: 'Slug of the benchmark.' }),
    name: t.string({ required: true, description: 'Name of the encoder, 1 to 80 characters.' }),
    description: t.string({ description: 'What others should know about it, at most 2000 characters.' }),
    submittedBy: t.string({
      required: true,
      description: 'Name to show as the submitter, 1 to 80 characters.',
    }),
    preprocessing: t.field({
      type: PreprocessingInput,
      required: true,
      description: 'How images become its input.',
    }),
    outputName: t.string({
      description: 'Output to take as the features; the likeliest one if nothing is said.',
    }),
    pooling: t.field({
      type: PoolingType,
      required: true,
      defaultValue: 'mean',
      description: 'How an output with several rows per image becomes one.',
    }),
  }),
});

type Success = Extract<SubmitModelResult, { ok: true }>;
type Failure = Extract<SubmitModelResult, { ok: false }>;

const SubmitModelSuccessType = builder.objectRef<Success>('SubmitModelSuccess').implement({
  description: 'The model was accepted for evaluation.',
  fields: (t) => ({
    submission: t.expose('submission', { type: SubmissionType, description: 'What became of it.' }),
  }),
});

const SubmitModelFailureType = builder.objectRef<Failure>('SubmitModelFailure').implement({
  description: 'The model was not accepted; a complete upload stays unless its file itself was refused.',
  fields: (t) => ({
    problems: t.field({
      type: [FieldProblemType],
      description: 'Everything that must be put right, all at once.',
      resolve: ({ problems }) => [...problems],
    }),
  }),
});

const SubmitModelResultType = builder.unionType('SubmitModelResult', {
  description: 'Either the submission or everything that is wrong with it.',
  types: [SubmitModelSuccessType, SubmitModelFailureType],
  resolveType: (result) => (result.ok ? SubmitModelSuccessType : SubmitModelFailureType),
});

builder.mutationField('submitModel', (t) =>
  t.field({
    type: SubmitModelResultType,
    description: 'Submits an uploaded model to a benchmark.',
    args: { input: t.arg({ type: SubmitModelInput, required: true, description: 'The model.' }) },
    resolve: (_root, { input }, { submitModel, requestId }) => submitModel(input, requestId),
  }),
);
