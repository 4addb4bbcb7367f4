import { PreviewFrame, PreviewText, PreviewTitle, previewSize } from '../ui/preview/preview-frame.tsx';
import { previewPicture } from '../ui/preview/preview-picture.ts';

export const alt = 'Clusterboard, the leaderboard for image encoders, evaluated by clustering';
export const size = previewSize;
export const contentType = 'image/png';

/** What other sites show beside a link to a page that has no picture of its own. */
export default function SitePreview() {
  return previewPicture(
    <PreviewFrame aside="k-means on frozen features">
      <PreviewTitle>What has an image encoder learned before it sees a label?</PreviewTitle>
      <PreviewText lines={2}>
        We cluster each encoder’s features with plain k-means, then measure how closely the clusters match the
        true classes.
      </PreviewText>
    </PreviewFrame>,
  );
}
