import { ImageResponse } from 'next/og';
import { PreviewFrame, PreviewText, PreviewTitle, previewSize } from '../ui/preview-frame.tsx';

export const alt = 'Clusterboard, the leaderboard for image encoders judged without labels';
export const size = previewSize;
export const contentType = 'image/png';

/** What other sites show beside a link to a page that has no picture of its own. */
export default function SitePreview() {
  return new ImageResponse(
    <PreviewFrame aside="k-means on frozen features">
      <PreviewTitle>How much does an image encoder know before it is told the classes?</PreviewTitle>
      <PreviewText lines={2}>
        The leaderboard for image encoders judged by how well plain k-means on their features finds classes.
      </PreviewText>
    </PreviewFrame>,
    size,
  );
}
