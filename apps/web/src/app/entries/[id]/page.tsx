import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { maxStrips } from '../../../features/entry/components/clusters-panel.tsx';
import {
  EncoderFacts,
  EvaluationFacts,
  PreprocessingFacts,
} from '../../../features/entry/components/encoder-facts.tsx';
import { EntryViews } from '../../../features/entry/components/entry-views.tsx';
import { ReproducePanel } from '../../../features/entry/components/reproduce-panel.tsx';
import { SeedPlot } from '../../../features/entry/components/seed-plot.tsx';
import { SeedTable } from '../../../features/entry/components/seed-table.tsx';
import { entryHref } from '../../../features/entry/lib/entry-href.ts';
import { readEntry } from '../../../features/entry/server/read-entry.ts';
import { readViews } from '../../../features/entry/server/read-views.ts';
import { formatStatistics } from '../../../features/formatting/format.ts';
import { ScoreTiles } from '../../../features/scores/components/score-tiles.tsx';
import { defaultMetrics, metrics } from '../../../features/scores/lib/metrics.ts';
import { ApiUnavailableNotice } from '../../../ui/api-unavailable.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { siteOrigin } from '../../site-origin.ts';

type Props = PageProps<'/entries/[id]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const result = await readEntry((await params).id);
  if (!result.ok) return {};
  if (result.data.entry === null) notFound();
  const { entry } = result.data;
  const { mean, deviation } = formatStatistics('ACC', entry.scores.acc);
  return {
    title: `${entry.name} on ${entry.benchmark.name}`,
    description: `${entry.name} by ${entry.submittedBy}: rank ${entry.rank} of ${entry.benchmark.entryCount} on ${entry.benchmark.name}, accuracy ${mean} ± ${deviation}.`,
    alternates: { canonical: entryHref(entry.entryId) },
    twitter: { card: 'summary_large_image' },
  };
}

const defaultStrips = 20;

export default async function EntryPage({ params, searchParams }: Props) {
  const { id } = await params;
  const more = Number((await searchParams).clusters) > defaultStrips;
  const [result, views] = await Promise.all([readEntry(id), readViews(id, more ? maxStrips : defaultStrips)]);
  if (!result.ok) return <ApiUnavailableNotice />;
  const { entry } = result.data;
  if (entry === null) notFound();
  return (
    <>
      <ScoreTiles scores={entry.scores} classes={entry.benchmark.dataset.classNames.length} />
      <Panel title="Scores by seed" className="mt-6">
        <div className="grid gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] lg:gap-10">
          <SeedPlot scores={entry.scores} runs={entry.seedRuns} />
          <SeedTable runs={entry.seedRuns} metrics={defaultMetrics} />
        </div>
        <details className="mt-4 border-t border-line pt-3">
          <summary className="text-sm text-ink-soft hover:text-ink">Show all metrics</summary>
          <div className="mt-3">
            <SeedTable runs={entry.seedRuns} metrics={metrics} />
          </div>
        </details>
      </Panel>
      {views.ok && views.data.entry ? <EntryViews entry={entry} views={views.data.entry} /> : null}
      <div className="mt-6 grid items-start gap-6 md:grid-cols-2 lg:grid-cols-3">
        <Panel title="Encoder">
          <EncoderFacts entry={entry} />
        </Panel>
        <Panel title="Preprocessing">
          <PreprocessingFacts entry={entry} />
        </Panel>
        <Panel title="Evaluation">
          <EvaluationFacts entry={entry} />
          <p className="mt-3 text-sm">
            <Link
              href={`/submissions/${encodeURIComponent(entry.submission.submissionId)}`}
              className="prose-link"
            >
              Evaluation log
            </Link>
          </p>
        </Panel>
      </div>
      <ReproducePanel entry={entry} origin={await siteOrigin()} />
    </>
  );
}
