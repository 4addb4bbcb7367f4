import { fetchGraphqlOnServer } from '../../graphql/fetch-on-server.ts';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';

const PairsQuery = graphql(`
  query ComparedPairs($entries: [ID!]!) {
    compare(entries: $entries) {
      __typename
      ... on Comparison {
        pairs {
          a {
            entryId
            name
          }
          b {
            entryId
            name
          }
          metric
          difference
          interval {
            low
            high
          }
          verdict
        }
      }
    }
  }
`);

type Compared = Extract<ResultOf<typeof PairsQuery>['compare'], { __typename: 'Comparison' }>;
export type ComparedPair = Compared['pairs'][number];

/** Every pair of the entries by every metric; none where they cannot be compared. */
export async function readPairs(ids: readonly string[]): Promise<readonly ComparedPair[]> {
  const result = await fetchGraphqlOnServer(PairsQuery, { entries: [...ids] });
  return result.ok && result.data.compare.__typename === 'Comparison' ? result.data.compare.pairs : [];
}
