import { notFound } from 'next/navigation';
import { BenchmarkHeader } from '../../../../features/leaderboard/benchmark-header.tsx';
import { readBenchmark } from '../../../../features/leaderboard/read-board.ts';
import { ApiUnavailable } from '../../../../features/site/api-unavailable.tsx';

/** The header stands outside the loading boundary: it is there at the first paint, before the board. */
export default async function BoardLayout({ params, children }: LayoutProps<'/benchmarks/[slug]'>) {
  const answer = await readBenchmark((await params).slug);
  if (!answer.ok) return <ApiUnavailable />;
  const { benchmark } = answer.data;
  if (benchmark === null) notFound();
  return (
    <main className="page">
      <BenchmarkHeader benchmark={benchmark} />
      {children}
    </main>
  );
}
