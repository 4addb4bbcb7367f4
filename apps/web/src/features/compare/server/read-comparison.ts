import type { QueryResult } from '../../graphql/fetch-graphql.ts';
import { fetchGraphqlOnServer } from '../../graphql/fetch-on-server.ts';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { ScoreFields } from '../../scores/lib/score-fields.ts';

const ComparedQuery = graphql(
  `
  query Compared($id: ID!) {
    entry(id: $id) {
      entryId
      rank
      name
      submittedBy
      clusters
      featureDimension
      pcaDimension
      parameters
      publishedAt
      imagesPerSecond
      scores {
        ...ScoreFields
      }
      seedRuns {
        seed
        values {
          metric
          value
        }
      }
      benchmark {
        slug
        name
        entryCount
      }
    }
  }
`,
  [ScoreFields],
);

export type ComparedEntry = NonNullable<ResultOf<typeof ComparedQuery>['entry']>;

/** What there is to compare; entries that are not on the first one's benchmark are named apart. */
export interface Comparison {
  readonly entries: readonly ComparedEntry[];
  readonly elsewhere: readonly ComparedEntry[];
  /** Ids under which nothing is ranked. */
  readonly missing: readonly string[];
}

/** The entries by their ids, in that order. */
export async function readComparison(ids: readonly string[]): Promise<QueryResult<Comparison>> {
  const answers = await Promise.all(ids.map((id) => fetchGraphqlOnServer(ComparedQuery, { id })));
  const found: ComparedEntry[] = [];
  const missing: string[] = [];
  for (const [index, result] of answers.entries()) {
    if (!result.ok) return result;
    if (result.data.entry) found.push(result.data.entry);
    else missing.push(ids[index] ?? '');
  }
  const slug = found[0]?.benchmark.slug;
  const entries = found.filter(({ benchmark }) => benchmark.slug === slug);
  const elsewhere = found.filter(({ benchmark }) => benchmark.slug !== slug);
  return { ok: true, data: { entries, elsewhere, missing } };
}
