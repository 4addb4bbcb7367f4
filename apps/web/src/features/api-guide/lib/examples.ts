/** Subject of the examples: a leaderboard of this site and up to two of its entries. */
export interface Subject {
  readonly slug: string;
  readonly entries: readonly string[];
}

export interface Example {
  readonly title: string;
  readonly text: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export const subjectQuery = `query Subject {
  benchmarks { slug entryCount leaderboard(first: 2) { edges { node { entryId } } } }
}`;

/** First query of the explorer; it needs no variables. */
export const defaultQuery = `{
  benchmarks {
    name
    entryCount
    leaderboard(first: 3) { edges { rank node { name scores { acc { mean } } } } }
  }
}`;

/** Five queries that run on this site as they are. */
export const examplesFor = ({ slug, entries }: Subject): readonly Example[] => [
  {
    title: 'Top entries',
    text: 'Scores include their 95% confidence interval, ranks their range of statistically tied ranks.',
    query: `query Best($slug: String!) {
  benchmark(slug: $slug) {
    name
    leaderboard(first: 3, orderBy: { metric: AMI }) {
      totalCount
      edges { rank rankInterval { first last } node { name scores { ami { mean interval { low high } } } } }
    }
  }
}`,
    variables: { slug },
  },
  {
    title: 'Small encoders, with pagination',
    text: 'Cursors stay valid while new entries are published.',
    query: `query Small($slug: String!, $after: String) {
  benchmark(slug: $slug) {
    leaderboard(first: 2, after: $after, filter: { parameters: { max: 10000000 } }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { rank node { name parameters featureDimension } }
    }
  }
}`,
    variables: { slug, after: null },
  },
  {
    title: 'Rank history',
    text: 'Every rank change of an entry and its cause, newest first.',
    query: `query Why($id: ID!) {
  entry(id: $id) {
    name
    rank
    rankHistory(first: 3) {
      edges { node { at reason rankBefore rankAfter cause { encoder { name } } } }
    }
  }
}`,
    variables: { id: entries[0] ?? 'none' },
  },
  {
    title: 'Compare two entries',
    text: 'A paired bootstrap on the same resampled test images. If entries can’t be compared, the response says why.',
    query: `query Compare($entries: [ID!]!) {
  compare(entries: $entries) {
    ... on Comparison { pairs(metric: ACC) { a { name } b { name } difference interval { low high } verdict } }
    ... on Problem { code message advice }
  }
}`,
    variables: { entries },
  },
  {
    title: 'An earlier leaderboard',
    text: 'At a given revision or time: `asOf: { at: "2026-01-31T12:00:00Z" }`.',
    query: `query AsOf($slug: String!, $revision: Int!) {
  benchmark(slug: $slug) {
    revision
    leaderboard(first: 3, asOf: { revision: $revision }) {
      revision
      totalCount
      edges { rank node { name publishedAt } }
    }
  }
}`,
    variables: { slug, revision: Math.min(entries.length, 1) },
  },
];
