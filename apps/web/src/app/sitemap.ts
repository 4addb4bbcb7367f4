import type { MetadataRoute } from 'next';
import { listBenchmarks } from '../features/benchmark/list-benchmarks.ts';
import { siteOrigin } from '../features/site/site-origin.ts';

/** The pages that stay; entries are found by way of their boards. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const [origin, answer] = await Promise.all([siteOrigin(), listBenchmarks()]);
  const boards = answer.ok ? answer.data.benchmarks.map(({ slug }) => `/benchmarks/${slug}`) : [];
  const paths = ['/', '/submit', ...boards.flatMap((board) => [board, `${board}/plots`])];
  return paths.map((path) => ({ url: `${origin}${path}` }));
}
