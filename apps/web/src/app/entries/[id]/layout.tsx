import { notFound } from 'next/navigation';
import { readEntry } from '../../../features/entry/read-entry.ts';

/** Decides on 404 outside the loading boundary, while the status can still be set. */
export default async function EntryLayout({ params, children }: LayoutProps<'/entries/[id]'>) {
  const answer = await readEntry((await params).id);
  if (answer.ok && answer.data.entry === null) notFound();
  return children;
}
