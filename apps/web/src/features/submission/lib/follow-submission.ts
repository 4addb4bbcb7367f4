import { print } from '@0no-co/graphql.web';
import { createClient } from 'graphql-sse';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { SubmissionFields } from './submission-query.ts';

const ProgressSubscription = graphql(
  `
  subscription SubmissionProgress($id: ID!, $after: ID) {
    submissionProgress(id: $id, after: $after) {
      cursor
      submission {
        ...SubmissionFields
      }
    }
  }
`,
  [SubmissionFields],
);

type Progress = ResultOf<typeof ProgressSubscription>;
export type SubmissionUpdate = Progress['submissionProgress'];

/**
 * How a submission stands, then again at each change, until nothing changes any more or `signal` aborts.
 *
 * @param after cursor of the last update that was seen
 * @throws when the stream is refused or breaks off
 */
export async function* followSubmission(
  id: string,
  after: string | null,
  signal: AbortSignal,
): AsyncGenerator<SubmissionUpdate> {
  const client = createClient({ url: '/graphql/stream', retryAttempts: 0 });
  const leave = () => client.dispose();
  signal.addEventListener('abort', leave);
  try {
    const answers = client.iterate<Progress>({
      query: print(ProgressSubscription),
      variables: { id, after },
    });
    for await (const { data, errors } of answers) {
      if (!data || errors?.length) throw new Error('The submission cannot be followed now.');
      yield data.submissionProgress;
    }
  } finally {
    signal.removeEventListener('abort', leave);
    client.dispose();
  }
}
