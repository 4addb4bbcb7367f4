import { cache } from 'react';
import { fetchGraphqlOnServer } from '../../graphql/fetch-on-server.ts';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { ScoreFields } from '../../scores/lib/score-fields.ts';

const FeatureFileFields = graphql(`
  fragment FeatureFileFields on FeatureFile @_unmask {
    url
    rows
    dimension
    sizeBytes
  }
`);

const EntryQuery = graphql(
  `
  query Entry($id: ID!) {
    entry(id: $id) {
      entryId
      rank
      rankInterval {
        first
        last
      }
      name
      description
      submittedBy
      clusters
      featureDimension
      pcaDimension
      parameters
      publishedAt
      imagesPerSecond
      executionProvider
      receipt {
        sha256
        url
      }
      features {
        train {
          ...FeatureFileFields
        }
        test {
          ...FeatureFileFields
        }
      }
      scores {
        ...ScoreFields
      }
      seedRuns {
        seed
        values {
          metric
          value
        }
        inertia
        iterations
        converged
        reseeded
      }
      benchmark {
        slug
        name
        entryCount
        dataset {
          classNames
          width
          height
          trainCount
          testCount
        }
        protocol {
          name
          summary
        }
      }
      submission {
        submissionId
        createdAt
        encoder {
          fileName
          sizeBytes
          sha256
        }
        preprocessing {
          height
          width
          shorterSide
          interpolation
          colour
          scale
          mean
          std
        }
        output {
          name
          layout
          pooling
          reasons {
            output
            layout
            pooling
          }
        }
      }
    }
  }
`,
  [ScoreFields, FeatureFileFields],
);

export type Entry = NonNullable<ResultOf<typeof EntryQuery>['entry']>;

/** A ranked entry with its runs; fetched once per request for any number of components. */
export const readEntry = cache((id: string) => fetchGraphqlOnServer(EntryQuery, { id }));
