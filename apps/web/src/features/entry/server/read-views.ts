import { fetchGraphqlOnServer } from '../../graphql/fetch-on-server.ts';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';

const CurvePointFields = graphql(`
  fragment CurvePointFields on CurvePoint @_unmask {
    dimension
    clusters
    trainCount
    seeds
    acc
    ari
    ami
  }
`);

const ViewsQuery = graphql(
  `
  query EntryViews($id: ID!, $clusters: Int!, $columns: Int!) {
    entry(id: $id) {
      probes {
        knn {
          accuracy
          neighbours
          temperature
          interval {
            low
            high
          }
        }
        linear {
          accuracy
          penalty
          converged
          interval {
            low
            high
          }
        }
      }
      curves {
        byDimension {
          ...CurvePointFields
        }
        byClusters {
          ...CurvePointFields
        }
      }
      contingency {
        seed
        rowCount
        columnCount
        cellCount
        columns(first: $columns) {
          cluster
          class {
            index
            name
          }
        }
        cells(first: 2500) {
          row
          column
          count
        }
      }
      clusterList(first: $clusters) {
        index
        size
        purity
        class {
          index
          name
        }
        majorityClass {
          index
          name
        }
        nearestImages(first: 12) {
          index
          url
          class {
            index
            name
          }
        }
      }
      confusedPairs(first: 10) {
        first {
          index
          name
        }
        second {
          index
          name
        }
        firstAsSecond
        secondAsFirst
      }
      imageMap {
        pointCount
      }
      neighbours(first: 5) {
        ari
        ami
        nearDuplicate
        sameFeatures
        entry {
          entryId
          name
          rank
        }
      }
      rankHistory(first: 10) {
        edges {
          node {
            at
            revision
            reason
            rankBefore
            rankAfter
            cause {
              submissionId
              encoder {
                name
              }
            }
          }
        }
      }
    }
  }
`,
  [CurvePointFields],
);

export type Views = NonNullable<ResultOf<typeof ViewsQuery>['entry']>;
export type Contingency = NonNullable<Views['contingency']>;
export type ClusterView = NonNullable<Views['clusterList']>[number];
export type CurvePoint = ResultOf<typeof CurvePointFields>;

/** Columns of a contingency table that a page can show. */
const maxColumns = 200;

/** All that is to be looked at beside an entry's scores; `clusters` of its clusters. */
export const readViews = (id: string, clusters: number) =>
  fetchGraphqlOnServer(ViewsQuery, { id, clusters, columns: maxColumns });
