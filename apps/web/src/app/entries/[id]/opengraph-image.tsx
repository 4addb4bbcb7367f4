import { notFound } from 'next/navigation';
import { PreviewCard } from '../../../features/entry/components/preview-card.tsx';
import { readEntry } from '../../../features/entry/server/read-entry.ts';
import { previewSize } from '../../../ui/preview/preview-frame.tsx';
import { previewPicture } from '../../../ui/preview/preview-picture.ts';

export const alt = 'Scores and rank of an image encoder on Clusterboard';
export const size = previewSize;
export const contentType = 'image/png';

/** What other sites show beside a link to the entry. */
export default async function EntryPreview({ params }: { params: Promise<{ id: string }> }) {
  const result = await readEntry((await params).id);
  if (!result.ok || result.data.entry === null) notFound();
  return previewPicture(<PreviewCard entry={result.data.entry} />);
}
