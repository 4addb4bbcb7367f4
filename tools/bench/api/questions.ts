import { createHash } from 'node:crypto';
import { boardMetrics, everyResultHas } from '@clusterboard/core';

/** The first page of a board with all that a table of it shows, in metrics that every revision of the product has. */
const query = `query Board($slug: String!) { benchmark(slug: $slug) { name entryCount
  leaderboard(first: 50) { totalCount revision pageInfo { hasNextPage endCursor } edges { rank rankInterval { first last } node {
    entryId name submittedBy parameters featureDimension publishedAt
    imagesPerSecond scores { ${boardMetrics
      .filter(everyResultHas)
      .map((metric) => `${metric} { mean standardDeviation interval { low high } }`)
      .join(' ')} } } } } } }`;

const extensions = {
  persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
};
const headers = { 'apollo-require-preflight': '1' };

/** Asks by the query's hash alone, as a client does from the second time on. */
export function firstPage(origin: string, slug: string, more: Record<string, number> = {}) {
  const variables = encodeURIComponent(JSON.stringify({ slug, ...more }));
  const path = `/graphql?extensions=${encodeURIComponent(JSON.stringify(extensions))}&variables=${variables}`;
  return { url: `${origin}${path}`, path, headers };
}

/** Sends the query once with its hash. Fails if the answer is not a full page. */
export async function register(origin: string, slug: string): Promise<void> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, extensions, variables: { slug } }),
  });
  const text = await response.text();
  const { data } = JSON.parse(text);
  if (data?.benchmark?.leaderboard?.edges?.length !== 50)
    throw new Error(`no full page: ${text.slice(0, 500)}`);
}

/** The ETag of the first page as it is now. */
export async function etagOf(origin: string, slug: string): Promise<string> {
  const { url } = firstPage(origin, slug);
  const response = await fetch(url, { headers });
  await response.arrayBuffer();
  const etag = response.headers.get('etag');
  if (!response.ok || etag === null) throw new Error(`no ETag: ${response.status}`);
  return etag;
}
