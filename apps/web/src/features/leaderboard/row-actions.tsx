import { Pin, PinOff } from 'lucide-react';
import Link from 'next/link';
import { type BoardView, boardHref, withCompared, withPin } from './board-view.ts';
import type { BoardEntry } from './read-board.ts';
import { UrlCheckbox } from './url-checkbox.tsx';

/** Choose an entry for comparison, or keep it above the others. Lies above the link that fills the row. */
export function RowActions({ slug, view, entry }: { slug: string; view: BoardView; entry: BoardEntry }) {
  const { entryId, name } = entry;
  const compared = withCompared(view, entryId);
  const pinned = view.pins.includes(entryId);
  const Icon = pinned ? PinOff : Pin;
  return (
    <span className="relative z-1 flex flex-col items-center gap-1.5 sm:-mt-0.5 sm:flex-row sm:gap-1">
      <UrlCheckbox
        label={
          compared === null ? `Four entries are chosen; ${name} would be one too many` : `Compare ${name}`
        }
        checked={view.compare.includes(entryId)}
        href={compared && boardHref(slug, compared)}
      />
      <Link
        href={boardHref(slug, withPin(view, entryId))}
        replace
        scroll={false}
        prefetch={false}
        aria-label={pinned ? `Let ${name} go back to its place` : `Pin ${name} to the top`}
        title={pinned ? 'Unpin' : 'Pin to the top'}
        className={`grid size-6 place-items-center rounded hover:bg-line hover:text-ink ${pinned ? 'text-accent' : 'text-ink-faint'}`}
      >
        <Icon aria-hidden="true" className="size-3.5" />
      </Link>
    </span>
  );
}
