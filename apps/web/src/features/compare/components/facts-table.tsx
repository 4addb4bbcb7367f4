import type { ReactNode } from 'react';
import { SeriesMark } from '../../../ui/charts/series.tsx';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { Timestamp } from '../../../ui/timestamp.tsx';
import { formatCount, formatWhole } from '../../formatting/format.ts';
import type { ComparedEntry } from '../server/read-comparison.ts';

const facts: readonly { term: string; of: (entry: ComparedEntry) => ReactNode }[] = [
  {
    term: 'Rank by accuracy',
    of: ({ rank, benchmark }) => `${rank} of ${formatWhole(benchmark.entryCount)}`,
  },
  { term: 'Submitted by', of: ({ submittedBy }) => submittedBy },
  { term: 'Published', of: ({ publishedAt }) => <Timestamp at={publishedAt} /> },
  { term: 'Parameters', of: ({ parameters }) => (parameters === null ? '–' : formatCount(parameters)) },
  { term: 'Feature dimension', of: ({ featureDimension }) => formatWhole(featureDimension) },
  {
    term: 'PCA',
    of: ({ pcaDimension }) => (pcaDimension === null ? 'not applied' : formatWhole(pcaDimension)),
  },
  { term: 'Clusters', of: ({ clusters }) => formatWhole(clusters) },
  { term: 'Images per second', of: ({ imagesPerSecond }) => formatWhole(Math.round(imagesPerSecond)) },
];

/** What the entries are, side by side. */
export function FactsTable({ entries }: { entries: readonly ComparedEntry[] }) {
  return (
    <ScrollRegion label="Facts by entry">
      <table className="w-full border-collapse text-sm tabular-nums">
        <thead className="border-b border-line-strong">
          <tr>
            <th scope="col" className="py-2 pr-4 text-left text-xs font-medium text-ink-soft">
              Fact
            </th>
            {entries.map((entry, index) => (
              <th key={entry.entryId} scope="col" className="min-w-28 py-2 pl-4 text-right font-medium">
                <span className="inline-flex items-center justify-end gap-2">
                  <SeriesMark index={index} />
                  <span className="max-w-40 truncate">{entry.name}</span>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {facts.map(({ term, of }) => (
            <tr key={term}>
              <th scope="row" className="py-2 pr-4 text-left font-normal whitespace-nowrap text-ink-soft">
                {term}
              </th>
              {entries.map((entry) => (
                <td key={entry.entryId} className="max-w-40 truncate py-2 pl-4 text-right">
                  {of(entry)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
