import { fetchGraphqlOnServer } from '../../graphql/fetch-on-server.ts';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';

const ReportedQuery = graphql(`
  query Reported($slug: String!) {
    benchmark(slug: $slug) {
      clusters
      reportedResults {
        method
        clusters
        linearProbe
        acc {
          mean
          standardDeviation
        }
        ari {
          mean
          standardDeviation
        }
        provenance
        caveat
        source {
          title
          url
        }
      }
      reportedCurves {
        axis
        clusters
        points {
          at
          acc
          ari
        }
        caveat
      }
    }
  }
`);

type ReportedBenchmark = NonNullable<ResultOf<typeof ReportedQuery>['benchmark']>;
export type ReportedResult = ReportedBenchmark['reportedResults'][number];
export type ReportedCurve = ReportedBenchmark['reportedCurves'][number];

/** What others have published on a benchmark's images. */
export const readReported = (slug: string) => fetchGraphqlOnServer(ReportedQuery, { slug });
