import { notFound } from 'next/navigation';
import { EntryHeader } from '../../../features/entry/components/entry-header.tsx';
import { readEntry } from '../../../features/entry/server/read-entry.ts';
import { ApiUnavailable } from '../../../ui/api-unavailable.tsx';

/**
 * Decides on 404 outside the loading boundary, while the status can still be set; the header is there at the
 * first paint.
 */
export default async function EntryLayout({ params, children }: LayoutProps<'/entries/[id]'>) {
  const result = await readEntry((await params).id);
  if (!result.ok) return <ApiUnavailable />;
  const { entry } = result.data;
  if (entry === null) notFound();
  return (
    <main className="page">
      <EntryHeader entry={entry} />
      {children}
    </main>
  );
}
