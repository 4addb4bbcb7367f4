import Link from 'next/link';
import { describeFilter, noFilter } from './board-filter.ts';
import { type BoardView, boardHref } from './board-view.ts';

/** Says what a board leaves out, and when it is not the one of today. */
export function ViewNotice({ slug, view }: { slug: string; view: BoardView }) {
  const conditions = describeFilter(view.filter);
  if (conditions.length === 0 && view.asOf === null) return null;
  const all = { ...view, filter: noFilter, asOf: null, after: null, before: null };
  const moment = view.asOf?.includes('-') ? `at the end of ${view.asOf} (UTC)` : `at revision ${view.asOf}`;
  return (
    <p className="mb-3 rounded-md bg-accent-soft px-3 py-2 text-sm">
      {view.asOf ? `The board as it stood ${moment}. ` : ''}
      {conditions.length > 0 ? `Only entries ${conditions.join(', ')}. ` : ''}
      <Link href={boardHref(slug, all)} scroll={false} className="prose-link">
        {view.asOf ? 'Show it as it stands' : 'Show all entries'}
      </Link>
    </p>
  );
}
