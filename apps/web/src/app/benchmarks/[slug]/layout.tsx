import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readBenchmark } from '../../../features/board/server/read-board.ts';
import { ApiUnavailable } from '../../../ui/api-unavailable.tsx';

type Props = LayoutProps<'/benchmarks/[slug]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const result = await readBenchmark((await params).slug);
  // Not `notFound()`: what then stands in for this metadata would be asked here again, and be refused again.
  return result.ok && result.data.benchmark === null ? { title: 'Not found' } : {};
}

/**
 * Decides on 404 outside the loading boundary, while the status can still be set. Where the API does not answer,
 * nothing below asks and waits again.
 */
export default async function BenchmarkLayout({ params, children }: Props) {
  const result = await readBenchmark((await params).slug);
  if (!result.ok) return <ApiUnavailable />;
  if (result.data.benchmark === null) notFound();
  return children;
}
