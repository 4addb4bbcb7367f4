import type { SubmissionModel } from '@clusterboard/core';
import type { Problem, Result } from '@clusterboard/problems';
import { builder } from '../platform/builder.ts';
import { rawId } from '../platform/global-id.ts';
import { ProblemType } from '../platform/problem.ts';
import { cancel } from './cancel-submission.ts';
import { SubmissionType } from './submission.ts';

const resolveType = (result: SubmissionModel | Problem) => ('code' in result ? ProblemType : SubmissionType);

const outcome = (result: Result<SubmissionModel>) => (result.ok ? result.value : result.problem);

const CancelSubmissionResultType = builder.unionType('CancelSubmissionResult', {
  description: 'The cancelled submission, or why it cannot be cancelled.',
  types: [SubmissionType, ProblemType],
  resolveType,
});

const RetrySubmissionResultType = builder.unionType('RetrySubmissionResult', {
  description: 'The new submission, or why it cannot be retried.',
  types: [SubmissionType, ProblemType],
  resolveType,
});

const id = { required: true, description: 'Id from the URL, or a global id.' } as const;

builder.mutationField('cancelSubmission', (t) =>
  t.field({
    type: CancelSubmissionResultType,
    description:
      'Cancels a submission that is queued or in progress; nothing is published. Idempotent. Anyone who has the id may cancel, as there are no accounts; the id of an unpublished submission is known only to its submitter.',
    args: { id: t.arg.id(id) },
    resolve: async (_root, args, { database, loaders }) =>
      outcome(await cancel(rawId(args.id, 'Submission'), database, loaders)),
  }),
);

builder.mutationField('retrySubmission', (t) =>
  t.field({
    type: RetrySubmissionResultType,
    description:
      'Resubmits the file of a cancelled or failed submission with the same settings. Idempotent: a second call returns the same submission.',
    args: { id: t.arg.id(id) },
    resolve: async (_root, args, { loaders, retrySubmission, requestId }) =>
      outcome(await retrySubmission(rawId(args.id, 'Submission'), loaders, requestId)),
  }),
);
