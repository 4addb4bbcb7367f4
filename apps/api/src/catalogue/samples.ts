import { join } from 'node:path';
import { type Database, imagesArePublic } from '@clusterboard/core';
import { isSlug } from '@clusterboard/datasets/slug';
import type { RequestHandler } from 'express';

/** Serves the picture of sample images of a dataset, unless it is gated. */
export const samples =
  (database: Database, datasetsDirectory: string): RequestHandler<{ slug: string }> =>
  async (request, response) => {
    const { slug } = request.params;
    const missing = () =>
      void response.status(404).json({ message: `There is no picture of a dataset “${slug.slice(0, 80)}”.` });
    if (!isSlug(slug)) return missing();
    const dataset = await database.dataset.findUnique({ where: { slug }, select: { gated: true } });
    if (dataset && !imagesArePublic(dataset)) return missing();
    response.sendFile(
      'samples.png',
      { root: join(datasetsDirectory, slug), maxAge: '1h', etag: true },
      (error) => {
        if (error && !response.headersSent) missing();
      },
    );
  };
