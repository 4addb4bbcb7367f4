import { join } from 'node:path';
import type { RequestHandler } from 'express';
import { isSlug } from '../slug.ts';

/** The picture of sample images in a dataset pack. */
export const samples =
  (datasetsDirectory: string): RequestHandler<{ slug: string }> =>
  (request, response) => {
    const { slug } = request.params;
    const missing = () =>
      void response.status(404).json({ message: `There is no picture of a dataset “${slug.slice(0, 80)}”.` });
    if (!isSlug(slug)) return missing();
    response.sendFile(
      'samples.png',
      { root: join(datasetsDirectory, slug), maxAge: '1h', etag: true },
      (error) => {
        if (error && !response.headersSent) missing();
      },
    );
  };
