'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import { compareHref, maxCompared } from '../lib/board-view.ts';
import { useOptimisticBoardView } from './optimistic-board-view.tsx';
import { StepLink } from './step-link.tsx';

interface Props {
  /** The chosen ones that are on this board. */
  readonly chosen: readonly { readonly entryId: string; readonly name: string }[];
}

/** Stays at the foot of the window while entries are chosen, and leads on to their comparison. */
export function CompareBar({ chosen }: Props) {
  const { view } = useOptimisticBoardView();
  const selected = chosen.filter(({ entryId }) => view.compare.includes(entryId));
  if (selected.length === 0) return null;
  return (
    <section
      aria-label="Selected for comparison"
      className="compare-bar card sticky bottom-3 z-10 mt-4 flex flex-col gap-3 p-3 shadow-raised sm:flex-row sm:items-center"
    >
      <ul className="flex min-w-0 flex-1 flex-wrap gap-2">
        {selected.map(({ entryId, name }) => (
          <li
            key={entryId}
            className="flex max-w-full items-center sm:max-w-56 rounded-md bg-sunken pl-2.5 text-sm"
          >
            <span className="truncate">{name}</span>
            <StepLink
              step={{ change: 'compare', entryId }}
              label={`Remove ${name} from the comparison`}
              className="grid size-8 shrink-0 place-items-center text-ink-soft hover:text-ink"
            >
              <X aria-hidden="true" className="size-3.5" />
            </StepLink>
          </li>
        ))}
      </ul>
      {selected.length === 1 ? (
        <p className="text-sm text-ink-soft">Select one to three more.</p>
      ) : (
        <Link
          href={compareHref(selected.map(({ entryId }) => entryId))}
          className="button button-primary shrink-0"
        >
          Compare {selected.length}
          {selected.length === maxCompared ? '' : ` of up to ${maxCompared}`}
        </Link>
      )}
    </section>
  );
}
