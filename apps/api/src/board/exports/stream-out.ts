import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

const isDisconnect = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

/** Streams to a client. A disconnect is no error; any other error closes the connection and is thrown. */
export async function streamOut(
  pieces: AsyncIterable<string | Uint8Array>,
  response: Response,
): Promise<void> {
  await pipeline(Readable.from(pieces), response).catch((error: unknown) => {
    // Abort, so that the client doesn't take the response for complete.
    if (!response.destroyed) response.destroy();
    if (!isDisconnect(error)) throw error;
  });
}
