/** What the examples are about: a board of this site and its best two entries, where it has them. */
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

/** What the explorer begins with: it needs no variables. */
export const firstQuestion = `{
  benchmarks {
    name
    entryCount
    leaderboard(first: 3) { edges { rank node { name scores { acc { mean } } } } }
  }
}`;

/** Five questions that can be asked of this site as they stand. */
export const examplesFor = ({ slug, entries }: Subject): readonly Example[] => [
  {
    title: 'The best of a board',
    text: 'Scores come with their 95% interval, ranks with the ranks that the data leave open.',
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
    title: 'Small encoders, page by page',
    text: 'A cursor marks a place, not a number: it stays valid while others publish.',
    query: `query Small($slug: String!, $after: String) {
  benchmark(slug: $slug) {
    leaderboard(first: 2, after: $after, filter: { parameters: { most: 10000000 } }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { rank node { name parameters featureDimension } }
    }
  }
}`,
    variables: { slug, after: null },
  },
  {
    title: 'Why an entry stands where it stands',
    text: 'Every change of its rank, newest first, with its cause.',
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
    title: 'Two entries compared',
    text: 'A paired bootstrap on the same resampled test images. What cannot be compared says why.',
    query: `query Compare($entries: [ID!]!) {
  compare(entries: $entries) {
    ... on Comparison { pairs(metric: ACC) { a { name } b { name } difference interval { low high } verdict } }
    ... on Problem { code message advice }
  }
}`,
    variables: { entries },
  },
  {
    title: 'A board as it stood',
    text: 'After one of its changes, or at a moment: `asOf: { at: "2026-01-31T12:00:00Z" }`.',
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
