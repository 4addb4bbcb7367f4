'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';

const GraphiqlExplorer = dynamic(
  () => import('./graphiql-explorer.tsx').then((module) => module.GraphiqlExplorer),
  { ssr: false, loading: () => <p className="p-4 text-sm text-ink-soft">Loading the explorer…</p> },
);

/** Loads the explorer only for who wants it: it is larger than all the rest of the site. */
export function Explorer({ query }: { query: string }) {
  const [open, setOpen] = useState(false);
  if (open) {
    return (
      <div className="h-[36rem] overflow-hidden rounded-md border border-line">
        <GraphiqlExplorer query={query} />
      </div>
    );
  }
  return (
    <button type="button" className="button" onClick={() => setOpen(true)}>
      Open explorer
    </button>
  );
}
