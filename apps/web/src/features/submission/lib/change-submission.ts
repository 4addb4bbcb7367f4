import { fetchGraphql } from '../../graphql/fetch-graphql.ts';
import { graphql } from '../../graphql/graphql.ts';
import { type Submission, SubmissionFields } from './submission-query.ts';

const CancelMutation = graphql(
  `
  mutation CancelSubmission($id: ID!) {
    cancelSubmission(id: $id) {
      __typename
      ...SubmissionFields
      ... on Problem {
        code
        message
        advice
      }
    }
  }
`,
  [SubmissionFields],
);

const RetryMutation = graphql(`
  mutation RetrySubmission($id: ID!) {
    retrySubmission(id: $id) {
      __typename
      ... on Submission {
        submissionId
      }
      ... on Problem {
        code
        message
        advice
      }
    }
  }
`);

export type ChangeProblem = NonNullable<Submission['problem']>;
type Changed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ChangeProblem };

const apiUnreachable: ChangeProblem = {
  code: 'PLATFORM_FAULT',
  message: 'The API isn’t responding.',
  advice: 'Try again in a moment.',
};

/** The cancelled submission, or why it is not cancelled. */
export async function cancelSubmission(id: string): Promise<Changed<Submission>> {
  const answer = await fetchGraphql('/graphql', CancelMutation, { id }).catch(() => null);
  if (!answer?.ok) return { ok: false, problem: apiUnreachable };
  const { cancelSubmission: result } = answer.data;
  return result.__typename === 'Problem' ? { ok: false, problem: result } : { ok: true, value: result };
}

/** The id of the submission that is tried now, or why there is none. */
export async function retrySubmission(id: string): Promise<Changed<string>> {
  const answer = await fetchGraphql('/graphql', RetryMutation, { id }).catch(() => null);
  if (!answer?.ok) return { ok: false, problem: apiUnreachable };
  const { retrySubmission: result } = answer.data;
  return result.__typename === 'Problem'
    ? { ok: false, problem: result }
    : { ok: true, value: result.submissionId };
}
