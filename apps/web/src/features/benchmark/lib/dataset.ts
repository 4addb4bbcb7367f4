import { graphql, type ResultOf } from '../../graphql/graphql.ts';

export const DatasetFacts = graphql(`
  fragment DatasetFacts on Dataset @_unmask {
    slug
    name
    description
    licence
    homepage
    height
    width
    channels
    classNames
    trainCount
    testCount
    samplesUrl
  }
`);

export type Dataset = ResultOf<typeof DatasetFacts>;
