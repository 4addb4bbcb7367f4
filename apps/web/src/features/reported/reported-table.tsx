import { formatScore, formatWhole } from '../figures/format.ts';
import type { Metric } from '../figures/metrics.ts';
import { ScrollRegion } from '../site/scroll-region.tsx';
import { numberedNotes } from './numbered-notes.ts';
import type { ReportedResult } from './read-reported.ts';

const missing = '–';

const origins = { PUBLISHED_TABLE: 'published table', READ_FROM_PLOTS: 'read from plots' } as const;

function scoreText(metric: Metric, score: ReportedResult['ari']): string {
  if (score === null) return missing;
  const { mean, standardDeviation } = score;
  const text = formatScore(metric, mean);
  return standardDeviation === null ? text : `${text} ± ${formatScore(metric, standardDeviation)}`;
}

const columns = ['Encoder', 'Clusters', 'Linear probe', 'ACC', 'ARI', 'From'] as const;

/** Reported results in the order of their source, each with the note that goes with it. */
export function ReportedTable({ results }: { results: readonly ReportedResult[] }) {
  const { notes, numberOf } = numberedNotes(results.map(({ caveat }) => caveat));
  return (
    <>
      <ScrollRegion
        label="Reported results"
        className="mt-4 rounded-lg border border-dashed border-line-strong"
      >
        <table className="w-full min-w-[40rem] border-collapse text-sm tabular-nums">
          <caption className="sr-only">Reported results, not ranked</caption>
          <thead className="text-xs text-ink-soft">
            <tr>
              {columns.map((name, index) => (
                <th
                  key={name}
                  scope="col"
                  className={`px-3 py-2 font-medium ${index === 0 || index === 5 ? 'text-left' : 'text-right'}`}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-t border-line">
            {results.map(({ method, clusters, linearProbe, acc, ari, provenance, caveat }) => (
              <tr key={`${method} ${clusters}`}>
                <th scope="row" className="px-3 py-1.5 text-left font-normal">
                  {method}
                </th>
                <td className="px-3 py-1.5 text-right">
                  {clusters === null ? missing : formatWhole(clusters)}
                </td>
                <td className="px-3 py-1.5 text-right">
                  {linearProbe === null ? missing : (linearProbe * 100).toFixed(1)}
                </td>
                <td className="px-3 py-1.5 text-right whitespace-nowrap">{scoreText('ACC', acc)}</td>
                <td className="px-3 py-1.5 text-right whitespace-nowrap">{scoreText('ARI', ari)}</td>
                <td className="px-3 py-1.5 whitespace-nowrap text-ink-soft">
                  {origins[provenance]} <sup>{numberOf(caveat)}</sup>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <ol className="mt-3 max-w-3xl list-decimal space-y-1 pl-5 text-xs leading-relaxed text-ink-faint">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ol>
    </>
  );
}
