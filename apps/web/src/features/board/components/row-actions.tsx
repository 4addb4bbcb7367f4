'use client';

import { Pin, PinOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { holds, stepped, type ViewStep } from '../lib/view-step.ts';
import { useOptimisticBoardView } from './optimistic-board-view.tsx';
import { StepLink } from './step-link.tsx';
import { UrlCheckbox } from './url-checkbox.tsx';

interface Props {
  readonly entryId: string;
  readonly name: string;
}

/** Choose an entry for comparison, or keep it above the others. Lies above the link that fills the row. */
export function RowActions({ entryId, name }: Props) {
  const { view } = useOptimisticBoardView();
  const compare: ViewStep = { change: 'compare', entryId };
  return (
    <span className="relative z-1 flex flex-col items-center gap-1.5 sm:-mt-0.5 sm:flex-row sm:gap-1">
      <UrlCheckbox
        label={
          stepped(view, compare) === null
            ? `You can compare up to four entries; remove one to add ${name}`
            : `Compare ${name}`
        }
        step={compare}
      />
      <PinLink {...{ entryId, name }} />
    </span>
  );
}

/** A row that is pinned goes into another part of the table as a new one: the focus is brought after it. */
function PinLink({ entryId, name }: Props) {
  const { view, focusOn } = useOptimisticBoardView();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (focusOn.current !== entryId) return;
    focusOn.current = null;
    if (document.activeElement === document.body) link.current?.focus();
  }, [entryId, focusOn]);
  const step: ViewStep = { change: 'pin', entryId };
  const pinned = holds(view, step);
  const Icon = pinned ? PinOff : Pin;
  return (
    <StepLink
      ref={link}
      step={step}
      label={pinned ? `Unpin ${name}` : `Pin ${name} to top`}
      title={pinned ? 'Unpin' : 'Pin to top'}
      onStep={() => {
        focusOn.current = link.current?.matches(':focus-visible') ? entryId : null;
      }}
      className={`grid size-6 place-items-center rounded hover:bg-line hover:text-ink ${pinned ? 'text-accent' : 'text-ink-faint'}`}
    >
      <Icon aria-hidden="true" className="size-3.5" />
    </StepLink>
  );
}
