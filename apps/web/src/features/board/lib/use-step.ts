'use client';

import { useOptimisticBoardView } from '../components/optimistic-board-view.tsx';
import { boardHref } from './board-view.ts';
import { holds, stepped, type ViewStep } from './view-step.ts';

/** A step from the newest view: whether it can be taken, where it leads, and the way there. */
export function useStep(step: ViewStep, how: 'push' | 'replace' = 'replace') {
  const { slug, view, pending, navigate } = useOptimisticBoardView();
  const next = stepped(view, step);
  return {
    held: holds(view, step),
    possible: next !== null,
    href: boardHref(slug, next ?? view),
    pending,
    take: () => {
      if (next !== null) navigate(next, how);
    },
  };
}
