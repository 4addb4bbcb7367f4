import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { type BoardView, boardHref } from '../lib/board-view.ts';
import type { Board } from '../server/read-board.ts';

/** Links to the pages before and after; nothing when all fits on one. */
export function BoardPager({
  slug,
  view,
  pageInfo,
}: {
  slug: string;
  view: BoardView;
  pageInfo: Board['pageInfo'];
}) {
  const { hasPreviousPage, hasNextPage, startCursor, endCursor } = pageInfo;
  if (!hasPreviousPage && !hasNextPage) return null;
  return (
    <nav aria-label="Pages" className="flex justify-end gap-3">
      {hasPreviousPage ? (
        <Link className="button" href={boardHref(slug, { ...view, after: null, before: startCursor })}>
          <ChevronLeft aria-hidden="true" className="size-4" /> Previous
        </Link>
      ) : null}
      {hasNextPage ? (
        <Link className="button" href={boardHref(slug, { ...view, after: endCursor, before: null })}>
          Next <ChevronRight aria-hidden="true" className="size-4" />
        </Link>
      ) : null}
    </nav>
  );
}
