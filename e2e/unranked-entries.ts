import { ask } from './ask.ts';

interface Edge {
  readonly rankInterval: object | null;
  readonly node: { readonly name: string };
}

/**
 * Names of the entries whose rank interval is still to come, which it does for all of them some seconds
 * after the board has changed; until then two looks at a rank may differ.
 */
export async function unrankedEntries(url: string, slug: string): Promise<string[]> {
  const query = `query ($slug: String!) { benchmark(slug: $slug) {
    leaderboard(first: 50) { edges { rankInterval { first } node { name } } } } }`;
  type Data = { benchmark: { leaderboard: { edges: Edge[] } } };
  const { benchmark } = await ask<Data>(url, query, { slug });
  return benchmark.leaderboard.edges.flatMap(({ rankInterval, node }) =>
    rankInterval === null ? [node.name] : [],
  );
}
