import { Award } from 'lucide-react';
import Link from 'next/link';
import { entryHref } from '../../entry/lib/entry-href.ts';
import { ScoreTiles } from '../../scores/components/score-tiles.tsx';
import type { Submission } from '../lib/submission-query.ts';

/** Where the encoder came in. */
export function RankedNotice({ submission }: { submission: Submission }) {
  const { entry, benchmark } = submission;
  if (entry === null) return null;
  return (
    <section aria-label="Result" className="mb-6">
      <p role="status" className="flex items-center gap-3 text-lg">
        <Award aria-hidden="true" className="size-6 shrink-0 text-good" />
        <span>
          Ranked <strong className="font-semibold tabular-nums">{entry.rank}</strong> of{' '}
          <span className="tabular-nums">{benchmark.entryCount}</span> by accuracy on {benchmark.name}.
        </span>
      </p>
      <div className="mt-4">
        <ScoreTiles scores={entry.scores} classes={benchmark.dataset.classNames.length} />
      </div>
      <p className="mt-4 flex flex-wrap gap-3">
        <Link href={`/benchmarks/${benchmark.slug}`} className="button button-primary">
          View on leaderboard
        </Link>
        <Link href={entryHref(entry.entryId)} className="button">
          View full results
        </Link>
      </p>
    </section>
  );
}
