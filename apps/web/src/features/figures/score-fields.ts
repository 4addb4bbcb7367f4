import { graphql } from '../graphql/graphql.ts';

/** Every metric of an entry with its deviation over seeds. */
export const ScoreFields = graphql(`
  fragment ScoreFields on Scores @_unmask {
    acc {
      mean
      standardDeviation
    }
    ari {
      mean
      standardDeviation
    }
    ami {
      mean
      standardDeviation
    }
    mi {
      mean
      standardDeviation
    }
  }
`);
