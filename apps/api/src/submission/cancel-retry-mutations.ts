import { builder } from '../platform/builder.ts';
import { rawId } from '../platform/global-id.ts';
import { ProblemType, valueOrThrow } from '../platform/problem.ts';
import { cancel } from './cancel-retry.ts';
import { SubmissionType } from './submission.ts';

const id = { required: true, description: 'Id from the URL, or a global id.' } as const;

builder.mutationField('cancelSubmission', (t) =>
  t.errorUnionField({
    types: [SubmissionType, ProblemType],
    union: {
      name: 'CancelSubmissionResult',
      description: 'The cancelled submission, or why it cannot be cancelled.',
      resolveType: () => SubmissionType,
    },
    description:
      'Cancels a submission that is queued or in progress; nothing is published. Idempotent. Anyone who has the id may cancel, as there are no accounts; the id of an unpublished submission is known only to its submitter.',
    args: { id: t.arg.id(id) },
    resolve: async (_root, args, { database }) =>
      valueOrThrow(await cancel(rawId(args.id, 'Submission'), database)),
  }),
);

builder.mutationField('retrySubmission', (t) =>
  t.errorUnionField({
    types: [SubmissionType, ProblemType],
    union: {
      name: 'RetrySubmissionResult',
      description: 'The new submission, or why it cannot be retried.',
      resolveType: () => SubmissionType,
    },
    description:
      'Resubmits the file of a cancelled or failed submission with the same settings. Idempotent: a second call returns the same submission.',
    args: { id: t.arg.id(id) },
    resolve: async (_root, args, { retrySubmission, requestId, submitter }) =>
      valueOrThrow(await retrySubmission(rawId(args.id, 'Submission'), { requestId, submitter })),
  }),
);
