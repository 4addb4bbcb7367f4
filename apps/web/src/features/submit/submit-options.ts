import { askFromServer } from '../graphql/ask-from-server.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';

const SubmitOptionsQuery = graphql(`
  query SubmitOptions {
    benchmarks {
      slug
      name
      clusters
      dataset {
        height
        width
        channels
        trainCount
        testCount
      }
    }
    limits {
      maxUploadBytes
    }
  }
`);

export type SubmitOptions = ResultOf<typeof SubmitOptionsQuery>;
export type BenchmarkOption = SubmitOptions['benchmarks'][number];

/** What the form offers: the benchmarks, and how large a file may be. */
export const readSubmitOptions = () => askFromServer(SubmitOptionsQuery, {});
