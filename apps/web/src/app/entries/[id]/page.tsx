import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { EncoderFacts, EvaluationFacts, PreprocessingFacts } from '../../../features/entry/encoder-facts.tsx';
import { EntryHeader } from '../../../features/entry/entry-header.tsx';
import { readEntry } from '../../../features/entry/read-entry.ts';
import { SeedPlot } from '../../../features/entry/seed-plot.tsx';
import { SeedTable } from '../../../features/entry/seed-table.tsx';
import { ScoreTiles } from '../../../features/figures/score-tiles.tsx';
import { ApiUnavailable } from '../../../features/site/api-unavailable.tsx';
import { Panel } from '../../../features/site/panel.tsx';

type Props = PageProps<'/entries/[id]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const answer = await readEntry((await params).id);
  if (!answer.ok || answer.data.entry === null) return {};
  return { title: `${answer.data.entry.name} on ${answer.data.entry.benchmark.name}` };
}

export default async function EntryPage({ params }: Props) {
  const answer = await readEntry((await params).id);
  if (!answer.ok) return <ApiUnavailable />;
  const { entry } = answer.data;
  if (entry === null) notFound();
  return (
    <main className="page">
      <EntryHeader entry={entry} />
      <ScoreTiles scores={entry.scores} classes={entry.benchmark.dataset.classNames.length} />
      <Panel title="Over seeds" className="mt-6">
        <div className="grid gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] lg:gap-10">
          <SeedPlot scores={entry.scores} runs={entry.seedRuns} />
          <SeedTable runs={entry.seedRuns} />
        </div>
      </Panel>
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
              How the evaluation went
            </Link>
          </p>
        </Panel>
      </div>
    </main>
  );
}
