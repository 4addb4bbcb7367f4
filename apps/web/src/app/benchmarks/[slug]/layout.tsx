import { notFound } from 'next/navigation';
import { readBenchmark } from '../../../features/leaderboard/read-board.ts';

/** Decides on 404 outside the loading boundary, while the status can still be set. */
export default async function BenchmarkLayout({ params, children }: LayoutProps<'/benchmarks/[slug]'>) {
  const answer = await readBenchmark((await params).slug);
  if (answer.ok && answer.data.benchmark === null) notFound();
  return children;
}
