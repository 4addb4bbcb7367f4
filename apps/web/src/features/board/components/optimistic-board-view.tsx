'use client';

import { useRouter } from 'next/navigation';
import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useMemo,
  useOptimistic,
  useRef,
  useTransition,
} from 'react';
import { type BoardView, boardHref } from '../lib/board-view.ts';

interface Newest {
  readonly slug: string;
  readonly view: BoardView;
  readonly show: (view: BoardView) => void;
  /** The entry whose pin had the focus when its row went elsewhere. */
  readonly focusOn: RefObject<string | null>;
}

const OptimisticBoardView = createContext<Newest | null>(null);

/**
 * Knows the view that was requested last. While its page is awaited, whatever steers the board goes on from
 * there: from the view that is still shown, a second tick would undo the first.
 */
export function OptimisticBoardViewProvider({
  slug,
  view: shown,
  children,
}: {
  slug: string;
  view: BoardView;
  children: ReactNode;
}) {
  const [view, show] = useOptimistic(shown);
  const focusOn = useRef<string | null>(null);
  const newest = useMemo(() => ({ slug, view, show, focusOn }), [slug, view, show]);
  return <OptimisticBoardView value={newest}>{children}</OptimisticBoardView>;
}

/** The newest view of the board around, and the way to another; `pending` is for that of this component. */
export function useOptimisticBoardView() {
  const newest = useContext(OptimisticBoardView);
  if (newest === null) throw new Error('useOptimisticBoardView needs an OptimisticBoardViewProvider.');
  const { slug, view, show, focusOn } = newest;
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const navigate = (next: BoardView, how: 'push' | 'replace') =>
    startTransition(() => {
      show(next);
      router[how](boardHref(slug, next), { scroll: false });
    });
  return { slug, view, focusOn, pending, navigate };
}
