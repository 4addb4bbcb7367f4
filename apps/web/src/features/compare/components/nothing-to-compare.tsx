import Link from 'next/link';
import { boardHref } from '../../board/lib/board-view.ts';
import type { Comparison } from '../server/read-comparison.ts';
import { MissingEntries } from './missing-entries.tsx';

/** Stands in for a comparison of fewer than two entries: what is wrong with the link, and the way on. */
export function NothingToCompare({ entries, elsewhere, missing }: Comparison) {
  const [known] = entries;
  return (
    <main className="page py-16 sm:py-24">
      <h1 className="text-2xl font-semibold tracking-tight">
        Select two to four entries from one leaderboard
      </h1>
      {known ? (
        <p className="mt-3 max-w-xl leading-relaxed wrap-anywhere text-ink-soft">
          {known.name} is the only entry selected from {known.benchmark.name}. Select one to three more there.
        </p>
      ) : (
        <p className="mt-3 max-w-xl leading-relaxed text-ink-soft">
          Select encoders on a leaderboard, then select Compare. You can share the link to the comparison.
        </p>
      )}
      <MissingEntries elsewhere={elsewhere} missing={missing} />
      {known ? (
        <Link
          href={boardHref(known.benchmark.slug, { compare: [known.entryId] })}
          className="button mt-6 max-w-full"
        >
          <span className="truncate">Select more on {known.benchmark.name}</span>
        </Link>
      ) : (
        <Link href="/#benchmarks" className="button mt-6">
          View benchmarks
        </Link>
      )}
    </main>
  );
}
