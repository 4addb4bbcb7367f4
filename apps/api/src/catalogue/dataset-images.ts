import { type BoardEntry, type DatasetModel, imagesArePublic } from '@clusterboard/core';
import type { Loaders } from '../platform/loaders/loaders.ts';

/** Digits of the manifest's hash that stand in addresses of images: another pack has other addresses. */
const versionDigits = 16;

export const datasetVersion = ({ manifestSha256 }: Pick<DatasetModel, 'manifestSha256'>): string =>
  manifestSha256.slice(0, versionDigits);

/** Path of a test image; null where the host keeps the images to itself. */
export function testImageUrl(dataset: DatasetModel, index: number): string | null {
  if (!imagesArePublic(dataset)) return null;
  return `/datasets/${encodeURIComponent(dataset.slug)}/${datasetVersion(dataset)}/test/${index}.webp`;
}

export async function datasetOf({ benchmarkId }: BoardEntry, loaders: Loaders): Promise<DatasetModel> {
  const { datasetId } = await loaders.benchmark.must(benchmarkId);
  return loaders.dataset.must(datasetId);
}
