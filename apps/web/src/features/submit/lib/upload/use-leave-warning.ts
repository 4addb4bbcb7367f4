'use client';

import { useEffect } from 'react';

/** Whether a link leaves the page at `here` in the same tab; a place on the page itself does not. */
export function leavesPage(
  link: { readonly href: string; readonly target: string; readonly download: string },
  here: string,
): boolean {
  if (link.download !== '' || (link.target !== '' && link.target !== '_self')) return false;
  const [to, from] = [new URL(link.href, here), new URL(here)];
  return to.origin !== from.origin || to.pathname !== from.pathname || to.search !== from.search;
}

const question = 'Your upload is still in progress. Leave this page and stop it?';

/** The link that a click follows in this tab; null for clicks elsewhere, and those that open another one. */
function followedLink(event: MouseEvent): HTMLAnchorElement | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  return event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
}

/** Asks before the page is left while `active`: the browser does where it is unloaded, this where a link is followed. */
export function useLeaveWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const guard = (event: MouseEvent) => {
      const link = followedLink(event);
      if (link === null || !leavesPage(link, location.href)) return;
      if (confirm(question)) {
        // Asked once is enough.
        removeEventListener('beforeunload', warn);
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('beforeunload', warn);
    // Before the router, which listens further down and follows links by itself.
    addEventListener('click', guard, { capture: true });
    return () => {
      removeEventListener('beforeunload', warn);
      removeEventListener('click', guard, { capture: true });
    };
  }, [active]);
}
