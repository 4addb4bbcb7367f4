import type { MetadataRoute } from 'next';
import { type ListedBenchmark, listBenchmarks } from '../features/benchmark/server/list-benchmarks.ts';
import { entryHref } from '../features/entry/lib/entry-href.ts';
import { siteOrigin } from './site-origin.ts';

/** A board with its plots and its best entry, where it has them; all others are found by way of it. */
function pathsOf({ slug, leaderboard }: ListedBenchmark): string[] {
  const board = `/benchmarks/${encodeURIComponent(slug)}`;
  const entries = leaderboard.edges.map(({ node }) => entryHref(node.entryId));
  return [board, ...(entries.length > 0 ? [`${board}/plots`] : []), ...entries];
}

/** The pages that stay. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const [origin, result] = await Promise.all([siteOrigin(), listBenchmarks()]);
  const boards = result.ok ? result.data.benchmarks.flatMap(pathsOf) : [];
  return ['/', '/submit', '/api', ...boards].map((path) => ({ url: `${origin}${path}` }));
}
