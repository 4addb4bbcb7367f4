import { join } from 'node:path';
import { type Database, imagesArePublic } from '@clusterboard/core';
import { type ImageReader, openPack } from '@clusterboard/datasets';
import { isSlug } from '@clusterboard/datasets/slug';
import type { RequestHandler } from 'express';
import { LRUCache } from 'lru-cache';
import sharp from 'sharp';
import { datasetVersion } from './dataset-images.ts';

/** Test splits that are kept open. */
const openSplits = 16;
const closeAfter = 60_000;
/** Longer sides are made smaller: people look at these by the hundred. */
const longestSide = 256;
/** Images of no longer sides are kept to the last bit. */
const losslessSide = 64;

interface Parameters {
  readonly slug: string;
  readonly version: string;
  readonly file: string;
}

async function openTestSplit(directory: string): Promise<ImageReader | null> {
  const pack = await openPack(directory);
  return pack.ok ? pack.value.test.openImages() : null;
}

/**
 * One image of a dataset's test split, as WebP. Addresses hold the version of the dataset, so that they
 * can be cached for ever; images that the host keeps to itself are not there.
 */
export function testImages(database: Database, datasetsDirectory: string): RequestHandler<Parameters> {
  const splits = new LRUCache<string, ImageReader>({
    max: openSplits,
    fetchMethod: async (key) => {
      const [slug = ''] = key.split(' ');
      return (await openTestSplit(join(datasetsDirectory, slug))) ?? undefined;
    },
    // Requests that hold it already are long done by then.
    dispose: (reader) => void setTimeout(() => reader.close(), closeAfter).unref(),
  });

  async function find({ slug, version, file }: Parameters): Promise<Buffer | null> {
    const index = /^(0|[1-9][0-9]{0,8})\.webp$/.exec(file)?.[1];
    if (!isSlug(slug) || index === undefined) return null;
    const dataset = await database.dataset.findUnique({ where: { slug } });
    if (dataset === null || !imagesArePublic(dataset) || version !== datasetVersion(dataset)) return null;
    const images = await splits.fetch(`${slug} ${version}`);
    if (images === undefined || Number(index) >= images.count) return null;
    const image = await images.read(Number(index));
    if (!image.ok) return null;
    const { data, height, width, channels } = image.value;
    return sharp(data, { raw: { height, width, channels } })
      .resize({ height: longestSide, width: longestSide, fit: 'inside', withoutEnlargement: true })
      .webp({ lossless: Math.max(height, width) <= losslessSide, quality: 85 })
      .toBuffer();
  }

  return async (request, response) => {
    const found = await find(request.params);
    if (found === null) {
      response.status(404).json({ message: 'There is no such test image.' });
      return;
    }
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.type('webp').send(found);
  };
}
