import Link from 'next/link';
import { describeFilter, noFilter } from '../lib/board-filter.ts';
import { type BoardView, boardHref } from '../lib/board-view.ts';

/** What a board without rows says: a search that found nothing, or a benchmark that waits for its first entry. */
export function EmptyBoard({ slug, view, pending }: { slug: string; view: BoardView; pending: number }) {
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
