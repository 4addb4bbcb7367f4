import { formatWhole } from '../../formatting/format.ts';
import { type ProbedEntry, ProbePlot } from '../../plots/components/probe-plot.tsx';
import { type ReportedResult, readReported } from '../server/read-reported.ts';
import { ReportedCurvePlot } from './reported-curve-plot.tsx';
import { ReportedTable } from './reported-table.tsx';

/** Reported results at `clusters` clusters whose linear probe is known; others cannot be compared with them. */
const probedResults = (results: readonly ReportedResult[], clusters: number): ProbedEntry[] =>
  results.flatMap(({ method, clusters: own, linearProbe, acc }) =>
    own === clusters && linearProbe !== null
      ? [{ key: method, name: method, href: null, probe: linearProbe, accuracy: acc.mean }]
      : [],
  );

/** Published numbers, visibly apart from the board: nothing here was computed here, and nothing is ranked. */
export async function ReportedSection({ slug }: { slug: string }) {
  const result = await readReported(slug);
  if (!result.ok || result.data.benchmark === null) return null;
  const { clusters, reportedResults, reportedCurves } = result.data.benchmark;
  const [first] = reportedResults;
  if (first === undefined) return null;
  const probed = probedResults(reportedResults, clusters);
  return (
    <section
      aria-labelledby="reported-title"
      className="mt-14 border-t-2 border-dashed border-line-strong pt-8"
    >
      <h2 id="reported-title" className="text-xl font-semibold tracking-tight">
        Reported elsewhere
      </h2>
      <p className="mt-2 max-w-3xl text-sm leading-relaxed text-ink-soft">
        Published results, shown for comparison only. They were measured under different conditions and are
        not ranked. Source:{' '}
        <a href={first.source.url} className="prose-link" rel="noreferrer">
          {first.source.title}
        </a>
        .
      </p>
      <ReportedTable results={reportedResults} />
      <div className="mt-6 grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        {probed.length > 0 ? (
          <ProbePlot
            title="Reported: clustering vs. linear probe"
            note={`Accuracy with ${formatWhole(clusters)} clusters, without and with labels.`}
            entries={probed}
          />
        ) : null}
        {reportedCurves.map((curve) => (
          <ReportedCurvePlot key={curve.axis} curve={curve} />
        ))}
      </div>
    </section>
  );
}
