import { graphql } from '../../graphql/graphql.ts';

const StatisticsFields = graphql(`
  fragment StatisticsFields on ScoreStatistics @_unmask {
    metric
    mean
    standardDeviation
    interval {
      low
      high
    }
  }
`);

/** Every metric of an entry with its deviation over seeds and its interval; accuracy, which all have, by name. */
export const ScoreFields = graphql(
  `
  fragment ScoreFields on Scores @_unmask {
    acc {
      ...StatisticsFields
    }
    values {
      ...StatisticsFields
    }
  }
`,
  [StatisticsFields],
);

/** The metrics that the variable `metrics` of the query names. */
export const ChosenScoreFields = graphql(
  `
  fragment ChosenScoreFields on Scores @_unmask {
    values(metrics: $metrics) {
      ...StatisticsFields
    }
  }
`,
  [StatisticsFields],
);
