import type { Metadata, Route } from 'next';
import { notFound } from 'next/navigation';
import { formatWhole } from '../../../../features/figures/format.ts';
import { BenchmarkTabs } from '../../../../features/leaderboard/benchmark-tabs.tsx';
import { parseBoardView, rankMetric } from '../../../../features/leaderboard/board-view.ts';
import { EmptyBoard } from '../../../../features/leaderboard/empty-board.tsx';
import { readBenchmark, readBest } from '../../../../features/leaderboard/read-board.ts';
import { MetricLinks } from '../../../../features/plots/metric-links.tsx';
import { PlotsSection } from '../../../../features/plots/plots-section.tsx';
import { readProbed } from '../../../../features/plots/read-probed.ts';
import { ApiUnavailable } from '../../../../features/site/api-unavailable.tsx';

type Props = PageProps<'/benchmarks/[slug]/plots'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const answer = await readBenchmark((await params).slug);
  if (!answer.ok || answer.data.benchmark === null) return {};
  const { name } = answer.data.benchmark;
  return {
    title: `${name} in plots`,
    description: `The encoders on ${name}: scores against size, speed, linear probe and time.`,
  };
}

export default async function PlotsPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const view = parseBoardView(await searchParams);
  const metric = rankMetric(view);
  const [answer, best, probed] = await Promise.all([
    readBenchmark(slug),
    readBest(slug, metric),
    readProbed(slug),
  ]);
  if (!answer.ok || !best.ok) return <ApiUnavailable />;
  const { benchmark } = answer.data;
  if (benchmark === null || best.data === null) notFound();
  const entries = best.data.edges.map(({ node }) => node);
  const path = `/benchmarks/${encodeURIComponent(slug)}/plots`;
  return (
    <main className="page">
      <header className="pt-10 pb-6">
        <h1 className="text-3xl font-semibold tracking-tight">{benchmark.name} in plots</h1>
        <p className="mt-3 text-ink-soft">
          {entries.length < best.data.totalCount
            ? `The best ${entries.length} of ${formatWhole(best.data.totalCount)} entries.`
            : 'Every entry.'}{' '}
          Each mark leads to its entry; the numbers of each plot are under it.
        </p>
      </header>
      <div className="mb-4 flex flex-col gap-3 sm:flex-row sm:items-center sm:justify-between">
        <BenchmarkTabs slug={slug} current="plots" />
        <MetricLinks
          metric={metric}
          hrefOf={(name) => (name === 'ACC' ? path : `${path}?order=${name.toLowerCase()}`) as Route}
        />
      </div>
      {entries.length === 0 ? (
        <div className="card">
          <EmptyBoard slug={slug} view={view} pending={benchmark.pendingCount} />
        </div>
      ) : (
        <PlotsSection metric={metric} entries={entries} probed={probed} />
      )}
    </main>
  );
}
