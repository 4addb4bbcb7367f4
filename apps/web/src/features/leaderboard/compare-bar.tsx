import { X } from 'lucide-react';
import Link from 'next/link';
import { type BoardView, boardHref, compareHref, mostCompared, withCompared } from './board-view.ts';
import type { BoardEntry } from './read-board.ts';

interface Props {
  readonly slug: string;
  readonly view: BoardView;
  /** The chosen ones that are on this board. */
  readonly chosen: readonly BoardEntry[];
}

/** Stays at the foot of the window while entries are chosen, and leads on to their comparison. */
export function CompareBar({ slug, view, chosen }: Props) {
  if (chosen.length === 0) return null;
  return (
    <section
      aria-label="Chosen for comparison"
      className="card sticky bottom-3 z-10 mt-4 flex flex-col gap-3 p-3 shadow-raised sm:flex-row sm:items-center"
    >
      <ul className="flex min-w-0 flex-1 flex-wrap gap-2">
        {chosen.map((entry) => (
          <li
            key={entry.entryId}
            className="flex max-w-full items-center rounded-md bg-sunken pl-2.5 text-sm"
          >
            <span className="truncate">{entry.name}</span>
            <Link
              href={boardHref(slug, withCompared(view, entry.entryId) ?? view)}
              replace
              scroll={false}
              aria-label={`Take ${entry.name} out of the comparison`}
              className="grid size-8 shrink-0 place-items-center text-ink-soft hover:text-ink"
            >
              <X aria-hidden="true" className="size-3.5" />
            </Link>
          </li>
        ))}
      </ul>
      {chosen.length === 1 ? (
        <p className="text-sm text-ink-soft">Choose one to three more.</p>
      ) : (
        <Link
          href={compareHref(chosen.map(({ entryId }) => entryId))}
          className="button button-primary shrink-0"
        >
          Compare {chosen.length}
          {chosen.length === mostCompared ? '' : ` of up to ${mostCompared}`}
        </Link>
      )}
    </section>
  );
}
