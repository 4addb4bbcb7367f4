import Link from 'next/link';
import { Panel } from '../../../ui/panel.tsx';
import { compareHref } from '../../board/lib/board-view.ts';
import { formatScore } from '../../formatting/format.ts';
import { entryHref } from '../lib/entry-href.ts';
import type { Views } from '../server/read-views.ts';

interface Props {
  readonly entryId: string;
  readonly neighbours: NonNullable<Views['neighbours']>;
}

/** The entries that cluster the test images most alike. */
export function NeighboursPanel({ entryId, neighbours }: Props) {
  return (
    <Panel title="Most similar entries">
      <p className="mb-2 text-sm leading-relaxed text-ink-soft">
        Agreement between clusterings of the test images, regardless of class labels. 100 = identical, 0 =
        chance.
      </p>
      {neighbours.length === 0 ? (
        <p className="text-sm text-ink-faint">No other entries to compare with yet.</p>
      ) : (
        <table className="w-full border-collapse text-sm tabular-nums">
          <caption className="sr-only">Entries by agreement</caption>
          <thead className="border-b border-line-strong text-xs text-ink-soft">
            <tr>
              <th scope="col" className="py-2 text-left font-medium">
                Entry
              </th>
              <th scope="col" className="py-2 pl-3 text-right font-medium">
                ARI
              </th>
              <th scope="col" className="py-2 pl-3 text-right font-medium">
                AMI
              </th>
              <td className="py-2 pl-3" />
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {neighbours.map(({ entry, ari, ami, nearDuplicate, sameFeatures }) =>
              entry === null ? null : (
                <tr key={entry.entryId}>
                  <th scope="row" className="py-2 text-left font-normal break-words">
                    <Link href={entryHref(entry.entryId)} prefetch={false} className="hover:text-accent">
                      {entry.name}
                    </Link>
                    {nearDuplicate ? (
                      <span className="ml-2 rounded bg-wait-soft px-1.5 py-0.5 text-xs text-wait">
                        {sameFeatures ? 'same features' : 'near duplicate'}
                      </span>
                    ) : null}
                  </th>
                  <td className="py-2 pl-3 text-right">{formatScore('ARI', ari)}</td>
                  <td className="py-2 pl-3 text-right">{formatScore('AMI', ami)}</td>
                  <td className="py-2 pl-3 text-right">
                    <Link
                      href={compareHref([entryId, entry.entryId])}
                      prefetch={false}
                      className="prose-link"
                      aria-label={`Compare with ${entry.name}`}
                    >
                      Compare
                    </Link>
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
