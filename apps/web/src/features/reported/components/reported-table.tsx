import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { formatScore, formatWhole } from '../../formatting/format.ts';
import type { Metric } from '../../scores/lib/metrics.ts';
import { numberedNotes } from '../lib/numbered-notes.ts';
import type { ReportedResult } from '../server/read-reported.ts';

const missing = '–';

const origins = { PUBLISHED_TABLE: 'published table', READ_FROM_PLOTS: 'read from plots' } as const;

function scoreText(metric: Metric, score: ReportedResult['ari']): string {
  if (score === null) return missing;
  const { mean, standardDeviation } = score;
  const text = formatScore(metric, mean);
  return standardDeviation === null ? text : `${text} ± ${formatScore(metric, standardDeviation)}`;
}

const columns = ['Encoder', 'Clusters', 'Linear probe', 'ACC', 'ARI', 'Source'] as const;

const probeText = (probe: number | null): string => (probe === null ? missing : (probe * 100).toFixed(1));

/** Under the name on narrow screens, where there is no room for columns. */
function narrowText({ clusters, linearProbe, acc, ari }: ReportedResult): string {
  return [
    `ACC ${scoreText('ACC', acc)}`,
    `ARI ${scoreText('ARI', ari)}`,
    ...(linearProbe === null ? [] : [`linear probe ${probeText(linearProbe)}`]),
    ...(clusters === null ? [] : [`${formatWhole(clusters)} clusters`]),
  ].join(', ');
}

/** Reported results in the order of their source, each with the note that goes with it. */
export function ReportedTable({ results }: { results: readonly ReportedResult[] }) {
  const { notes, numberOf } = numberedNotes(results.map(({ caveat }) => caveat));
  return (
    <>
      <ScrollRegion
        label="Reported results"
        className="mt-4 rounded-lg border border-dashed border-line-strong"
      >
        <table className="w-full border-collapse sm:min-w-[40rem] text-sm tabular-nums">
          <caption className="sr-only">Reported results, not ranked</caption>
          <thead className="text-xs text-ink-soft">
            <tr>
              {columns.map((name, index) => (
                <th
                  key={name}
                  scope="col"
                  className={`px-3 py-2 font-medium ${index === 0 || index === 5 ? 'text-left' : 'text-right'} ${index === 0 ? '' : 'max-sm:hidden'}`}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-t border-line">
            {results.map((result) => (
              <Row
                key={`${result.method} ${result.clusters}`}
                result={result}
                note={numberOf(result.caveat)}
              />
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

function Row({ result, note }: { result: ReportedResult; note: number }) {
  const { method, clusters, linearProbe, acc, ari, provenance } = result;
  const origin = (
    <span className="whitespace-nowrap text-ink-soft">
      {origins[provenance]} <sup>{note}</sup>
    </span>
  );
  const figure = 'px-3 py-1.5 text-right whitespace-nowrap max-sm:hidden';
  return (
    <tr>
      <th scope="row" className="px-3 py-1.5 text-left font-normal wrap-anywhere">
        {method}
        <span className="mt-0.5 block text-xs sm:hidden">
          {narrowText(result)}, {origin}
        </span>
      </th>
      <td className={figure}>{clusters === null ? missing : formatWhole(clusters)}</td>
      <td className={figure}>{probeText(linearProbe)}</td>
      <td className={figure}>{scoreText('ACC', acc)}</td>
      <td className={figure}>{scoreText('ARI', ari)}</td>
      <td className="px-3 py-1.5 max-sm:hidden">{origin}</td>
    </tr>
  );
}
