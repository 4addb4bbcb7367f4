import { fetchGraphqlOnServer } from '../../graphql/fetch-on-server.ts';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';

const OutcomeQuery = graphql(`
  query Outcome($id: ID!) {
    entry(id: $id) {
      entryId
      benchmark {
        dataset {
          classNames
        }
      }
      curves {
        byDimension {
          dimension
          acc
        }
        byClusters {
          clusters
          acc
        }
      }
      contingency {
        seed
        cellCount
        columnCount
        columns(first: 1000) {
          cluster
          class {
            index
          }
        }
        cells(first: 2500) {
          row
          column
          count
        }
      }
      imageMap {
        seed
        points(first: 2000) {
          image
          classIndex
          cluster
          url
        }
      }
    }
  }
`);

export type Outcome = NonNullable<ResultOf<typeof OutcomeQuery>['entry']>;

/** Curves, counts and clusters of test images of each entry; null for one that is unavailable. */
export const readOutcomes = (ids: readonly string[]): Promise<(Outcome | null)[]> =>
  Promise.all(
    ids.map(async (id) => {
      const result = await fetchGraphqlOnServer(OutcomeQuery, { id });
      return result.ok ? result.data.entry : null;
    }),
  );
