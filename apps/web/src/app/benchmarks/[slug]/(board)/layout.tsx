import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { BenchmarkHeader } from '../../../../features/benchmark/components/benchmark-header.tsx';
import { readBenchmark } from '../../../../features/board/server/read-board.ts';
import { ApiUnavailable } from '../../../../ui/api-unavailable.tsx';
import { ScriptlessBoard } from '../../../../ui/scriptless-notice.tsx';

type Props = LayoutProps<'/benchmarks/[slug]'>;

/** Without page, order and filters: they are views of one board. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { alternates: { canonical: `/benchmarks/${encodeURIComponent((await params).slug)}` } };
}

/** The header stands outside the loading boundary: it is there at the first paint, before the board. */
export default async function BoardLayout({ params, children }: Props) {
  const result = await readBenchmark((await params).slug);
  if (!result.ok) return <ApiUnavailable />;
  const { benchmark } = result.data;
  if (benchmark === null) notFound();
  return (
    <main className="page">
      <BenchmarkHeader benchmark={benchmark} />
      <ScriptlessBoard slug={benchmark.slug} />
      {children}
    </main>
  );
}
