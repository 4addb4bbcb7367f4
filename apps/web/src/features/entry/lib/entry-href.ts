import type { Route } from 'next';

/** The permanent address of an entry. */
export const entryHref = (entryId: string): Route => `/entries/${encodeURIComponent(entryId)}` as Route;
