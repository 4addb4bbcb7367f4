import { ScoreFields } from '../figures/score-fields.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';

/** All that the page of a submission shows; the server asks it once, the browser while it goes on. */
export const SubmissionQuery = graphql(
  `
  query Submission($id: ID!) {
    submission(id: $id) {
      submissionId
      state
      queuePosition
      createdAt
      encoder {
        name
        submittedBy
        fileName
        sizeBytes
        parameters
      }
      benchmark {
        slug
        name
        entryCount
        dataset {
          classNames
        }
      }
      progress {
        imagesDone
        imagesTotal
        seedsDone
        seedsTotal
      }
      events {
        at
        state
        note
      }
      problem {
        code
        message
        advice
      }
      entry {
        entryId
        rank
        scores {
          ...ScoreFields
        }
      }
    }
  }
`,
  [ScoreFields],
);

export type Submission = NonNullable<ResultOf<typeof SubmissionQuery>['submission']>;
export type SubmissionState = Submission['state'];

/** Nothing about the submission changes any more. */
export const isFinal = (state: SubmissionState): boolean =>
  state === 'RANKED' || state === 'REJECTED' || state === 'FAILED';
