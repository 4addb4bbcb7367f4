import { fetchGraphqlOnServer } from '../../graphql/fetch-on-server.ts';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { DatasetFacts } from '../lib/dataset.ts';

const BenchmarksQuery = graphql(
  `
    query Benchmarks {
      benchmarks {
        slug
        name
        summary
        clusters
        entryCount
        pendingCount
        closedReason
        reportedResults {
          method
        }
        dataset {
          ...DatasetFacts
        }
        leaderboard(first: 1) {
          edges {
            node {
              entryId
              name
              scores {
                acc {
                  mean
                  standardDeviation
                }
              }
            }
          }
        }
      }
    }
  `,
  [DatasetFacts],
);

export type ListedBenchmark = ResultOf<typeof BenchmarksQuery>['benchmarks'][number];

/** Every benchmark with its leading entry. */
export const listBenchmarks = () => fetchGraphqlOnServer(BenchmarksQuery, {});
