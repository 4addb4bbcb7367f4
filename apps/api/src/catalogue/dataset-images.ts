import { type DatasetModel, imagesArePublic } from '@clusterboard/core';

/** Digits of the manifest's hash in image URLs: another pack has other URLs. */
const versionDigits = 16;

export const datasetVersion = ({ manifestSha256 }: Pick<DatasetModel, 'manifestSha256'>): string =>
  manifestSha256.slice(0, versionDigits);

/** URL path of a test image; null if the images are gated. */
export function testImageUrl(dataset: DatasetModel, index: number): string | null {
  if (!imagesArePublic(dataset)) return null;
  return `/datasets/${encodeURIComponent(dataset.slug)}/${datasetVersion(dataset)}/test/${index}.webp`;
}
