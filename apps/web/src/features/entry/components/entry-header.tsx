import Link from 'next/link';
import { Timestamp } from '../../../ui/timestamp.tsx';
import type { Entry } from '../server/read-entry.ts';

export function EntryHeader({ entry }: { entry: Entry }) {
  const { benchmark, rankInterval } = entry;
  const open = rankInterval && rankInterval.first !== rankInterval.last ? rankInterval : null;
  return (
    <header className="pt-8 pb-6">
      <nav aria-label="Breadcrumb" className="text-sm text-ink-faint">
        <Link href={`/benchmarks/${benchmark.slug}`} className="hover:text-ink">
          {benchmark.name}
        </Link>{' '}
        / <span className="tabular-nums">rank {entry.rank}</span> of {benchmark.entryCount} by accuracy
        {open ? ` (statistically tied, ranks ${open.first}–${open.last})` : ''}
      </nav>
      <h1 className="mt-2 text-3xl font-semibold tracking-tight break-words">{entry.name}</h1>
      <p className="mt-2 text-sm text-ink-faint">
        Submitted by {entry.submittedBy}, ranked <Timestamp at={entry.publishedAt} />
      </p>
      {entry.description ? (
        <p className="mt-4 max-w-3xl leading-relaxed break-words whitespace-pre-line text-ink-soft">
          {entry.description}
        </p>
      ) : null}
    </header>
  );
}
