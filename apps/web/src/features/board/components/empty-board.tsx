import Link from 'next/link';
import { metricDisplay } from '../../scores/lib/metrics.ts';
import { describeFilter, noFilter } from '../lib/board-filter.ts';
import { type BoardView, boardHref, rankMetric } from '../lib/board-view.ts';

interface Props {
  readonly slug: string;
  readonly view: BoardView;
  readonly pending: number;
  /** Entries of the board that have no score by its metric. */
  readonly unscored: number;
}

/** Why a board has no rows: nothing matches, no entry has its metric, or the benchmark waits for its first entry. */
export function EmptyBoard({ slug, view, pending, unscored }: Props) {
  const { search, filter, asOf } = view;
  const all = boardHref(slug, {
    ...view,
    search: '',
    filter: noFilter,
    asOf: null,
    after: null,
    before: null,
  });
  if (describeFilter(filter).length > 0 || asOf !== null) {
    return (
      <p className="px-4 py-12 text-center text-ink-soft">
        No entries match{asOf === null ? '' : ' on that date or revision'}.{' '}
        <Link href={all} className="prose-link">
          Show all entries
        </Link>
      </p>
    );
  }
  if (search !== '') {
    return (
      <p className="px-4 py-12 text-center text-ink-soft">
        No entries match “{search}”.{' '}
        <Link href={all} className="prose-link">
          Show all entries
        </Link>
      </p>
    );
  }
  if (unscored > 0) {
    return (
      <div className="px-4 py-12 text-center">
        <p className="font-medium">No entry has this score yet</p>
        <p className="mx-auto mt-1 max-w-md text-sm text-ink-soft">
          All entries were evaluated before {metricDisplay[rankMetric(view)].label} was added. They get it
          when they are rescored.
        </p>
        <Link href={boardHref(slug, {})} className="button mt-5">
          Rank by accuracy
        </Link>
      </div>
    );
  }
  return (
    <div className="px-4 py-12 text-center">
      <p className="font-medium">No entries yet</p>
      <p className="mx-auto mt-1 max-w-md text-sm text-ink-soft">
        {pending > 0
          ? 'The first submissions are being evaluated. They will appear here once ranked.'
          : 'Be the first to submit an encoder.'}
      </p>
      <Link href={`/submit?benchmark=${encodeURIComponent(slug)}`} className="button mt-5">
        Submit an encoder
      </Link>
    </div>
  );
}
