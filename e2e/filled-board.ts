import { expect } from '@playwright/test';
import { ask } from './ask.ts';

/** As many as the product brings along; each is evaluated on both benchmarks, `digits` first. */
export const shippedEncoders = 9;

interface Edge {
  readonly rankInterval: object | null;
  readonly node: { readonly name: string };
}

async function boardOf(url: string, slug: string): Promise<readonly Edge[]> {
  const query = `query ($slug: String!) { benchmark(slug: $slug) {
    leaderboard(first: 50) { edges { rankInterval { first } node { name } } } } }`;
  type Data = { benchmark: { leaderboard: { edges: Edge[] } } };
  const { benchmark } = await ask<Data>(url, query, { slug });
  return benchmark.leaderboard.edges;
}

/**
 * Waits until all shipped encoders stand on a board, each with its rank interval, which comes for all of them
 * some seconds after the board has changed: before that, two looks at a board or a rank may differ.
 */
export async function untilFilled(url: string, slug: string): Promise<void> {
  const open = async () => {
    const edges = await boardOf(url, slug);
    const unranked = edges.filter(({ rankInterval }) => rankInterval === null).map(({ node }) => node.name);
    return { missing: Math.max(shippedEncoders - edges.length, 0), unranked };
  };
  await expect.poll(open, { timeout: 240_000 }).toEqual({ missing: 0, unranked: [] });
}
