import Link from 'next/link';
import { boardHref } from '../../board/lib/board-view.ts';
import type { Comparison } from '../server/read-comparison.ts';
import { LeftOut } from './missing-entries.tsx';

/** Stands in for a comparison of fewer than two entries: what is wrong with the link, and the way on. */
export function NothingToCompare({ entries, elsewhere, missing }: Comparison) {
  const [known] = entries;
  return (
    <main className="page py-16 sm:py-24">
      <h1 className="text-2xl font-semibold tracking-tight">Choose two to four entries of one board</h1>
      {known ? (
        <p className="mt-3 max-w-xl leading-relaxed wrap-anywhere text-ink-soft">
          {known.name} is the only one here from the board {known.benchmark.name}. Choose one to three more
          there.
        </p>
      ) : (
        <p className="mt-3 max-w-xl leading-relaxed text-ink-soft">
          Tick the boxes beside the encoders on a leaderboard, then press Compare. The address of the
          comparison can be shared.
        </p>
      )}
      <LeftOut elsewhere={elsewhere} missing={missing} />
      {known ? (
        <Link
          href={boardHref(known.benchmark.slug, { compare: [known.entryId] })}
          className="button mt-6 max-w-full"
        >
          <span className="truncate">Choose more on {known.benchmark.name}</span>
        </Link>
      ) : (
        <Link href="/#benchmarks" className="button mt-6">
          See the benchmarks
        </Link>
      )}
    </main>
  );
}
