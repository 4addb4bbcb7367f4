import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { BenchmarkHeader } from '../../../features/leaderboard/benchmark-header.tsx';
import { BoardSection } from '../../../features/leaderboard/board-section.tsx';
import { parseBoardView } from '../../../features/leaderboard/board-view.ts';
import { readBenchmark, readBoard } from '../../../features/leaderboard/read-board.ts';
import { ApiUnavailable } from '../../../features/site/api-unavailable.tsx';

type Props = PageProps<'/benchmarks/[slug]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const answer = await readBenchmark((await params).slug);
  if (!answer.ok || answer.data.benchmark === null) return {};
  return { title: answer.data.benchmark.name, description: answer.data.benchmark.summary };
}

export default async function BenchmarkPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const view = parseBoardView(await searchParams);
  const [answer, board] = await Promise.all([readBenchmark(slug), readBoard(slug, view)]);
  if (!answer.ok || !board.ok) return <ApiUnavailable />;
  const { benchmark } = answer.data;
  if (benchmark === null || board.data === null) notFound();
  return (
    <main className="page">
      <BenchmarkHeader benchmark={benchmark} />
      <BoardSection benchmark={benchmark} board={board.data} view={view} />
    </main>
  );
}
