import type { Answer } from '../graphql/ask.ts';
import { askFromServer } from '../graphql/ask-from-server.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';

const SubmitOptionsQuery = graphql(`
  query SubmitOptions {
    benchmarks {
      slug
      name
      clusters
      acceptsSubmissions
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
    }
  }
`);

export type SubmitOptions = ResultOf<typeof SubmitOptionsQuery>;
export type BenchmarkOption = SubmitOptions['benchmarks'][number];

/** What the form offers: the benchmarks that can be submitted to, and how large a file may be. */
export async function readSubmitOptions(): Promise<Answer<SubmitOptions>> {
  const answer = await askFromServer(SubmitOptionsQuery, {});
  if (!answer.ok) return answer;
  const benchmarks = answer.data.benchmarks.filter(({ acceptsSubmissions }) => acceptsSubmissions);
  return { ...answer, data: { ...answer.data, benchmarks } };
}
