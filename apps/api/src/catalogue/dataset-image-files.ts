import { join } from 'node:path';
import { type Database, imagesArePublic } from '@clusterboard/core';
import { type ImageReader, openPack } from '@clusterboard/datasets';
import { isSlug } from '@clusterboard/datasets/slug';
import { PlatformFault, withoutFolder } from '@clusterboard/problems';
import type { RequestHandler } from 'express';
import { LRUCache } from 'lru-cache';
import sharp from 'sharp';
import { datasetVersion } from './dataset-images.ts';

/** Maximum number of open test splits. */
const maxOpenSplits = 16;
const closeAfter = 60_000;
/** Longer sides are reduced: pages show hundreds of these images. */
const maxSide = 256;
/** Images up to this size are lossless. */
const losslessSide = 64;

interface Parameters {
  readonly slug: string;
  readonly version: string;
  readonly file: string;
}

/** @throws PlatformFault DATASET_DAMAGED */
async function openTestSplit(directory: string): Promise<ImageReader | null> {
  const pack = await openPack(directory);
  return pack.ok ? pack.value.test.openImages() : null;
}

/** A fault of the dataset's files without the folder that they lie in. */
const hideFolder = (error: unknown, folder: string): unknown =>
  error instanceof PlatformFault ? new PlatformFault(withoutFolder(error.problem, folder)) : error;

/**
 * Serves images of a dataset's test split as WebP. URLs contain the version of the dataset, so they can be
 * cached indefinitely. Gated images are not served.
 */
export function testImages(database: Database, datasetsDirectory: string): RequestHandler<Parameters> {
  const splits = new LRUCache<string, ImageReader>({
    max: maxOpenSplits,
    fetchMethod: async (key) => {
      const [slug = ''] = key.split(' ');
      return (await openTestSplit(join(datasetsDirectory, slug))) ?? undefined;
    },
    // By then the requests that use it are done.
    dispose: (reader) => void setTimeout(() => reader.close(), closeAfter).unref(),
  });

  async function find({ slug, version, file }: Parameters): Promise<Buffer | null> {
    const index = /^(0|[1-9][0-9]{0,8})\.webp$/.exec(file)?.[1];
    if (!isSlug(slug) || index === undefined) return null;
    const dataset = await database.dataset.findUnique({ where: { slug } });
    if (dataset === null || !imagesArePublic(dataset) || version !== datasetVersion(dataset)) return null;
    const key = `${slug} ${version}`;
    const images = await splits.fetch(key);
    if (images === undefined || Number(index) >= images.count) return null;
    const image = await images.read(Number(index)).catch((error: unknown) => {
      // Opened anew, once its file is repaired.
      splits.delete(key);
      throw error;
    });
    if (!image.ok) return null;
    const { data, height, width, channels } = image.value;
    return sharp(data, { raw: { height, width, channels } })
      .resize({ height: maxSide, width: maxSide, fit: 'inside', withoutEnlargement: true })
      .webp({ lossless: Math.max(height, width) <= losslessSide, quality: 85 })
      .toBuffer();
  }

  return async (request, response) => {
    const found = await find(request.params).catch((error: unknown) => {
      throw hideFolder(error, datasetsDirectory);
    });
    if (found === null) {
      response.status(404).json({ message: 'There is no such test image.' });
      return;
    }
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.type('webp').send(found);
  };
}
