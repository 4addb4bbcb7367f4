import { graphql } from '../../graphql/graphql.ts';

const StatisticsFields = graphql(`
  fragment StatisticsFields on ScoreStatistics @_unmask {
    mean
    standardDeviation
    interval {
      low
      high
    }
  }
`);

/** Every metric of an entry with its deviation over seeds and its interval. */
export const ScoreFields = graphql(
  `
  fragment ScoreFields on Scores @_unmask {
    acc {
      ...StatisticsFields
    }
    ari {
      ...StatisticsFields
    }
    ami {
      ...StatisticsFields
    }
    mi {
      ...StatisticsFields
    }
    nmi {
      ...StatisticsFields
    }
  }
`,
  [StatisticsFields],
);
