import type { Metadata, Route } from 'next';
import { notFound } from 'next/navigation';
import { BenchmarkTabs } from '../../../../features/benchmark/components/benchmark-tabs.tsx';
import { ClosedNotice } from '../../../../features/benchmark/components/closed-notice.tsx';
import { EmptyBoard } from '../../../../features/board/components/empty-board.tsx';
import { parseBoardView, rankMetric, unscoredEntries } from '../../../../features/board/lib/board-view.ts';
import { boardEntries, readBenchmark, readBest } from '../../../../features/board/server/read-board.ts';
import { formatWhole } from '../../../../features/formatting/format.ts';
import { MetricLinks } from '../../../../features/plots/components/metric-links.tsx';
import { PlotsSection } from '../../../../features/plots/components/plots-section.tsx';
import { readProbed } from '../../../../features/plots/server/read-probed.ts';
import { ApiUnavailable } from '../../../../ui/api-unavailable.tsx';

type Props = PageProps<'/benchmarks/[slug]/plots'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params;
  const result = await readBenchmark(slug);
  if (!result.ok) return {};
  if (result.data.benchmark === null) notFound();
  const { name } = result.data.benchmark;
  return {
    title: `${name} plots`,
    description: `Encoders on ${name}: score by size, speed, linear probe and date.`,
    alternates: { canonical: `/benchmarks/${encodeURIComponent(slug)}/plots` },
  };
}

const plotted = (shown: number, all: number): string =>
  `${shown < all ? `Top ${shown} of ${formatWhole(all)} entries.` : 'All entries.'} Select a point to open its entry. The data of each plot is below it.`;

export default async function PlotsPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const view = parseBoardView(await searchParams);
  const metric = rankMetric(view);
  const [result, best, probed] = await Promise.all([
    readBenchmark(slug),
    readBest(slug, metric),
    readProbed(slug),
  ]);
  if (!result.ok || !best.ok) return <ApiUnavailable />;
  const { benchmark } = result.data;
  if (benchmark === null || best.data === null) notFound();
  const entries = boardEntries(best.data);
  const path = `/benchmarks/${encodeURIComponent(slug)}/plots`;
  return (
    <main className="page">
      <header className="pt-10 pb-6">
        <h1 className="text-3xl font-semibold tracking-tight">{benchmark.name} plots</h1>
        {entries.length === 0 ? null : (
          <p className="mt-3 text-ink-soft">{plotted(entries.length, best.data.totalCount)}</p>
        )}
      </header>
      <div className="mb-4 flex flex-col gap-3 sm:flex-row sm:items-center sm:justify-between">
        <BenchmarkTabs slug={slug} current="plots" />
        <MetricLinks
          metric={metric}
          hrefOf={(name) => (name === 'ACC' ? path : `${path}?order=${name.toLowerCase()}`) as Route}
        />
      </div>
      {benchmark.closedReason === null ? null : <ClosedNotice reason={benchmark.closedReason} />}
      {entries.length > 0 ? <PlotsSection metric={metric} entries={entries} probed={probed} /> : null}
      {entries.length === 0 && benchmark.closedReason === null ? (
        <div className="card">
          <EmptyBoard
            slug={slug}
            view={view}
            pending={benchmark.pendingCount}
            unscored={unscoredEntries(view, {
              entryCount: benchmark.entryCount,
              totalCount: best.data.totalCount,
            })}
          />
        </div>
      ) : null}
    </main>
  );
}
