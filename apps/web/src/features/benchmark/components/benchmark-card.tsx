import Link from 'next/link';
import { formatWhole } from '../../formatting/format.ts';
import { ScoreFigure } from '../../scores/components/score-figure.tsx';
import { imageFormat } from '../lib/image-format.ts';
import type { ListedBenchmark } from '../server/list-benchmarks.ts';
import { SampleStrip } from './sample-image.tsx';

/** A benchmark at a glance; the whole card leads to its board. */
export function BenchmarkCard({ benchmark }: { benchmark: ListedBenchmark }) {
  const { dataset } = benchmark;
  return (
    <article className="card group relative flex flex-col overflow-hidden motion-safe:transition-shadow hover:shadow-raised">
      <SampleStrip dataset={dataset} />
      <div className="flex flex-1 flex-col p-5">
        <h3 className="text-lg font-semibold tracking-tight">
          <Link
            href={`/benchmarks/${benchmark.slug}`}
            className="group-hover:text-accent after:absolute after:inset-0 after:content-['']"
          >
            {benchmark.name}
          </Link>
        </h3>
        <p className="mt-1 text-sm text-ink-faint tabular-nums">
          {imageFormat(dataset)} · {formatWhole(dataset.classNames.length || benchmark.clusters)} classes ·{' '}
          {formatWhole(dataset.trainCount)} + {formatWhole(dataset.testCount)} images
        </p>
        <p className="mt-3 mb-5 text-sm leading-relaxed text-ink-soft">{benchmark.summary}</p>
        <Standing benchmark={benchmark} />
      </div>
    </article>
  );
}

function Standing({ benchmark }: { benchmark: ListedBenchmark }) {
  const leader = benchmark.leaderboard.edges[0]?.node;
  const entries = `${benchmark.entryCount} ${benchmark.entryCount === 1 ? 'entry' : 'entries'}`;
  return (
    <div className="mt-auto flex items-end justify-between gap-4 border-t border-line pt-4 text-sm">
      {leader ? (
        <div className="min-w-0">
          <p className="eyebrow">Top accuracy</p>
          <p className="mt-0.5 truncate font-medium">{leader.name}</p>
        </div>
      ) : (
        <p className="text-ink-faint">
          {benchmark.closedReason === null
            ? 'No entries yet.'
            : `Not open for submissions. ${benchmark.reportedResults.length} published results.`}
        </p>
      )}
      <div className="shrink-0 text-right">
        <p className="eyebrow">
          {entries}
          {benchmark.pendingCount > 0 ? `, ${benchmark.pendingCount} being evaluated` : ''}
        </p>
        {leader ? (
          <p className="mt-0.5 font-medium">
            <span className="text-xs font-normal text-ink-faint">ACC</span>{' '}
            <ScoreFigure metric="ACC" score={leader.scores.acc} />
          </p>
        ) : null}
      </div>
    </div>
  );
}
