import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

const hasLeft = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

/** Sends what is made as it is read. A reader who has gone is no fault; any other ends the connection and is thrown. */
export async function streamOut(
  pieces: AsyncIterable<string | Uint8Array>,
  response: Response,
): Promise<void> {
  await pipeline(Readable.from(pieces), response).catch((error: unknown) => {
    // Cut off, so that the answer is not taken for whole.
    if (!response.destroyed) response.destroy();
    if (!hasLeft(error)) throw error;
  });
}
