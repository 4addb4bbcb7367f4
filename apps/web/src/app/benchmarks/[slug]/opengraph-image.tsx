import { notFound } from 'next/navigation';
import { readBenchmark } from '../../../features/board/server/read-board.ts';
import { formatWhole } from '../../../features/formatting/format.ts';
import { PreviewFrame, PreviewText, PreviewTitle, previewSize } from '../../../ui/preview/preview-frame.tsx';
import { previewPicture } from '../../../ui/preview/preview-picture.ts';

export const alt = 'A benchmark of image encoders on Clusterboard';
export const size = previewSize;
export const contentType = 'image/png';

/** What other sites show beside a link to a board or its plots. */
export default async function BenchmarkPreview({ params }: { params: Promise<{ slug: string }> }) {
  const result = await readBenchmark((await params).slug);
  if (!result.ok || result.data.benchmark === null) notFound();
  const { name, summary, entryCount } = result.data.benchmark;
  const standing = entryCount === 1 ? '1 encoder ranked' : `${formatWhole(entryCount)} encoders ranked`;
  return previewPicture(
    <PreviewFrame aside={entryCount === 0 ? 'Benchmark' : standing}>
      <PreviewTitle>{name}</PreviewTitle>
      <PreviewText lines={4}>{summary}</PreviewText>
    </PreviewFrame>,
  );
}
