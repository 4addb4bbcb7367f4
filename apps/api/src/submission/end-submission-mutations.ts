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
  description: 'Either the cancelled submission or why it cannot be cancelled.',
  types: [SubmissionType, ProblemType],
  resolveType,
});

const RetrySubmissionResultType = builder.unionType('RetrySubmissionResult', {
  description: 'Either the submission that is tried now or why there is none.',
  types: [SubmissionType, ProblemType],
  resolveType,
});

const id = { required: true, description: 'Id as in addresses, or a global id.' } as const;

builder.mutationField('cancelSubmission', (t) =>
  t.field({
    type: CancelSubmissionResultType,
    description:
      'Cancels a submission that is waiting or under way; nothing of it is published. Asking twice does no harm. Whoever has its id may, as there are no accounts; ids of submissions that are not published stand nowhere but in the address that the submitter was given.',
    args: { id: t.arg.id(id) },
    resolve: async (_root, args, { database, loaders }) =>
      outcome(await cancel(rawId(args.id, 'Submission'), database, loaders)),
  }),
);

builder.mutationField('retrySubmission', (t) =>
  t.field({
    type: RetrySubmissionResultType,
    description:
      'Submits the file of a cancelled or failed submission once more, with the same settings; asking twice gives the same submission.',
    args: { id: t.arg.id(id) },
    resolve: async (_root, args, { loaders, retrySubmission, requestId }) =>
      outcome(await retrySubmission(rawId(args.id, 'Submission'), loaders, requestId)),
  }),
);
