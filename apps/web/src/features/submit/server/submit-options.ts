import { fetchGraphqlOnServer } from '../../graphql/fetch-on-server.ts';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';

const SubmitOptionsQuery = graphql(`
  query SubmitOptions {
    benchmarks {
      slug
      name
      clusters
      closedReason
      dataset {
        height
        width
        channels
        classNames
        samplesUrl
        trainCount
        testCount
      }
    }
    limits {
      maxUploadBytes
      modelsClosedReason
    }
  }
`);

export type SubmitOptions = ResultOf<typeof SubmitOptionsQuery>;
export type BenchmarkOption = SubmitOptions['benchmarks'][number];

/** Every benchmark, and how large a file may be. */
export const readSubmitOptions = () => fetchGraphqlOnServer(SubmitOptionsQuery, {});

/** What the form offers: the benchmarks that can be submitted to. */
export const offeredOptions = ({ benchmarks, limits }: SubmitOptions): SubmitOptions => ({
  benchmarks: benchmarks.filter(({ closedReason }) => closedReason === null),
  limits,
});
