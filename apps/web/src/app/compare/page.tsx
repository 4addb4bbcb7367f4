import type { Metadata } from 'next';
import { maxCompared, parseEntryIds } from '../../features/board/lib/board-view.ts';
import { CompareHeader } from '../../features/compare/components/compare-header.tsx';
import { CurvesPanel } from '../../features/compare/components/curves-panel.tsx';
import { DisagreementPanel } from '../../features/compare/components/disagreement-panel.tsx';
import { FactsTable } from '../../features/compare/components/facts-table.tsx';
import { NothingToCompare } from '../../features/compare/components/nothing-to-compare.tsx';
import { ScoreStrips } from '../../features/compare/components/score-strips.tsx';
import { VerdictPanel } from '../../features/compare/components/verdict-panel.tsx';
import { readComparison } from '../../features/compare/server/read-comparison.ts';
import { readOutcomes } from '../../features/compare/server/read-disagreement.ts';
import { readPairs } from '../../features/compare/server/read-pairs.ts';
import { defaultMetrics, metrics } from '../../features/scores/lib/metrics.ts';
import { ApiUnavailable } from '../../ui/api-unavailable.tsx';
import { Panel } from '../../ui/panel.tsx';

export const metadata: Metadata = {
  title: 'Comparison',
  description: 'Compare image encoders side by side: scores, facts and disagreements.',
};

export default async function ComparePage({ searchParams }: PageProps<'/compare'>) {
  const ids = parseEntryIds((await searchParams).entries, maxCompared);
  const result = await readComparison(ids);
  if (!result.ok) return <ApiUnavailable />;
  const { entries } = result.data;
  if (entries.length < 2) return <NothingToCompare {...result.data} />;
  const compared = entries.map(({ entryId }) => entryId);
  const [outcomes, pairs] = await Promise.all([readOutcomes(compared), readPairs(compared)]);
  return (
    <main className="page">
      <CompareHeader {...result.data} />
      <VerdictPanel pairs={pairs} />
      <Panel title="Scores">
        <div className="space-y-6">
          {defaultMetrics.map((metric) => (
            <ScoreStrips key={metric} metric={metric} entries={entries} />
          ))}
          <details>
            <summary className="text-sm text-ink-soft hover:text-ink">Show all metrics</summary>
            <div className="mt-4 space-y-6">
              {metrics
                .filter((metric) => !defaultMetrics.includes(metric))
                .map((metric) => (
                  <ScoreStrips key={metric} metric={metric} entries={entries} />
                ))}
            </div>
          </details>
        </div>
        <p className="mt-5 text-xs leading-relaxed text-ink-faint">
          Each dot is one seed. The line marks the mean, the band ±1 standard deviation.
        </p>
      </Panel>
      <div className="mt-6 grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <CurvesPanel
          title="Accuracy by principal components"
          axis="Principal components"
          entries={entries}
          outcomes={outcomes}
          pointsOf={({ byDimension }) => byDimension.map(({ dimension, acc }) => ({ at: dimension, acc }))}
        />
        <CurvesPanel
          title="Accuracy by number of clusters"
          axis="Clusters"
          entries={entries}
          outcomes={outcomes}
          pointsOf={({ byClusters }) => byClusters.map(({ clusters, acc }) => ({ at: clusters, acc }))}
        />
      </div>
      <DisagreementPanel entries={entries} outcomes={outcomes} />
      <Panel title="Facts" className="mt-6">
        <FactsTable entries={entries} />
      </Panel>
    </main>
  );
}
