import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { ScoreFields } from '../../scores/lib/score-fields.ts';

/** All that the page of a submission shows. */
export const SubmissionFields = graphql(
  `
  fragment SubmissionFields on Submission @_unmask {
    submissionId
    state
    final
    queuePosition
    remainingSeconds
    pause {
      since
      retryAt
      cause {
        code
        message
        advice
      }
    }
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
`,
  [ScoreFields],
);

/** The server asks it once, the browser while it goes on. */
export const SubmissionQuery = graphql(
  `
  query Submission($id: ID!) {
    submission(id: $id) {
      ...SubmissionFields
    }
  }
`,
  [SubmissionFields],
);

export type Submission = NonNullable<ResultOf<typeof SubmissionQuery>['submission']>;
export type SubmissionState = Submission['state'];
