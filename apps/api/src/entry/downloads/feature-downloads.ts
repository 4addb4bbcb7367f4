import type { FileHandle } from 'node:fs/promises';
import { FileMemory, hashFile, type ObjectStore, requireHash } from '@clusterboard/artifacts';
import { type Database, imagesArePublic, type StoredFeatures, storedFeatures } from '@clusterboard/core';
import { slugOf } from '@clusterboard/datasets/slug';
import type { Request, RequestHandler, Response } from 'express';
import { streamOut } from '../../board/exports/stream-out.ts';
import { isPostgresText } from '../../platform/postgres-text.ts';
import { type FeatureFile, type FeatureSplit, featureSplits, openFeatures } from '../views/features.ts';

interface Bytes {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/** The requested range; null for the whole file. */
function requestedRange(request: Request, sizeBytes: number, etag: string): Bytes | null | 'unsatisfiable' {
  const condition = request.get('if-range');
  if (condition !== undefined && condition !== etag) return null;
  const ranges = request.range(sizeBytes, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  // Several ranges would need a multipart response; sending the whole file is allowed.
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  return ranges[0] ?? null;
}

async function* read({ header }: FeatureFile, values: FileHandle, { start, end }: Bytes) {
  if (start < header.length) yield header.subarray(start, end + 1);
  if (end < header.length) return;
  const from = Math.max(0, start - header.length);
  yield* values.createReadStream({ start: from, end: end - header.length, autoClose: false });
}

const fileName = ({ name, benchmark, submissionId }: StoredFeatures, split: FeatureSplit): string =>
  `${slugOf(name).slice(0, 60) || submissionId}-${benchmark}-${split}.npy`;

async function send(
  request: Request,
  response: Response,
  { file, values }: { readonly file: FeatureFile; readonly values: FileHandle },
): Promise<void> {
  const etag = `"${file.sha256}-${file.dimension}"`;
  response.setHeader('ETag', etag);
  // A new evaluation of the entry may have other features.
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('Accept-Ranges', 'bytes');
  if (request.fresh) return void response.status(304).end();
  const range = requestedRange(request, file.sizeBytes, etag);
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${file.sizeBytes}`);
    response.status(416).json({ message: `The file has ${file.sizeBytes} bytes.` });
    return;
  }
  const bytes = range ?? { start: 0, end: file.sizeBytes - 1 };
  if (range) {
    response.status(206);
    response.setHeader('Content-Range', `bytes ${bytes.start}-${bytes.end}/${file.sizeBytes}`);
  }
  response.setHeader('Content-Type', 'application/octet-stream');
  response.setHeader('Content-Length', bytes.end - bytes.start + 1);
  if (request.method === 'HEAD') return void response.end();
  await streamOut(read(file, values, bytes), response);
}

/** A download in ranges is many requests for one file. */
const rememberedFiles = 1000;
const verifiedAgainAfterMs = 60 * 60 * 1000;

/**
 * Serves the features of a split as an .npy file, unless they were removed or must not be published.
 *
 * @throws PlatformFault STORED_BYTES_DAMAGED
 */
export const featureDownloads =
  (
    database: Database,
    objects: ObjectStore,
    verified = new FileMemory<string>(rememberedFiles, verifiedAgainAfterMs),
  ): RequestHandler<{ id: string; file: string }> =>
  async (request, response) => {
    const { id, file } = request.params;
    const refuse = (status: number, message: string) => void response.status(status).json({ message });
    const split = featureSplits.find((name) => file === `${name}.npy`);
    const [stored] = isPostgresText(id) ? await storedFeatures(database, [id]) : [];
    if (split === undefined) return refuse(404, 'There are the features train.npy and test.npy.');
    if (stored === undefined) return refuse(404, `There is no entry “${id.slice(0, 80)}”.`);
    if (!imagesArePublic(stored)) {
      return refuse(
        403,
        'The host of this site keeps the images of this benchmark, and features of them, to itself.',
      );
    }
    const opened = await openFeatures(objects, stored, split);
    if (opened === null) {
      return refuse(
        410,
        'The features of this entry are no longer kept. With the model file, `clusterboard evaluate` computes them again.',
      );
    }
    try {
      const { sha256 } = opened.file;
      const path = objects.path(sha256);
      requireHash('The stored features', sha256, await verified.of(path, () => hashFile(path)));
      response.setHeader('Content-Disposition', `attachment; filename="${fileName(stored, split)}"`);
      await send(request as unknown as Request, response, opened);
    } finally {
      await opened.values.close();
    }
  };
