import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { errorCode } from '@clusterboard/artifacts';
import { type Result, success } from '@clusterboard/problems';
import { damaged } from '../pack/damage.ts';

/** What an IDX file says of itself. */
export interface IdxContent {
  /** [count] for labels, [count, height, width] for images. */
  readonly dims: readonly number[];
  /** SHA-256 of the uncompressed file: the same however it was compressed. */
  readonly sha256: string;
}

const unsignedByte = 0x08;
const gzipMagic = 0x1f8b;

/** Leaves the stream at the first fault; never seen outside this file. */
class BadIdx extends Error {}

/** Takes the header off the front of a stream and counts what follows it. */
class IdxParser {
  dims: number[] | undefined;
  private header = Buffer.alloc(0);
  private remaining = 0;

  /** Returns the values in `chunk`: empty while the header is incomplete. */
  take(chunk: Buffer): Buffer {
    let values = chunk;
    if (this.dims === undefined) {
      this.header = Buffer.concat([this.header, chunk]);
      const length = this.parseHeader();
      if (length === undefined) return Buffer.alloc(0);
      values = this.header.subarray(length);
    }
    this.remaining -= values.length;
    if (this.remaining < 0) throw new BadIdx('there is more data than its header announces');
    return values;
  }

  end(): readonly number[] {
    if (this.dims === undefined) throw new BadIdx('it ends inside its header');
    if (this.remaining > 0) throw new BadIdx(`it ends ${this.remaining} bytes too early`);
    return this.dims;
  }

  private parseHeader(): number | undefined {
    if (this.header.length < 4) return undefined;
    const [zero, zeroToo, type, rank] = this.header;
    if (zero !== 0 || zeroToo !== 0 || rank === undefined || rank === 0) {
      throw new BadIdx('it is not an IDX file');
    }
    if (type !== unsignedByte) throw new BadIdx(`its values are of IDX type ${type}, not unsigned bytes`);
    const length = 4 + 4 * rank;
    if (this.header.length < length) return undefined;
    this.dims = Array.from({ length: rank }, (_, i) => this.header.readUInt32BE(4 + 4 * i));
    this.remaining = this.dims.reduce((product, size) => product * size, 1);
    if (!Number.isSafeInteger(this.remaining)) throw new BadIdx('its header announces an impossible size');
    return length;
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE() === gzipMagic;
  } finally {
    await file.close();
  }
}

/**
 * Streams the values of an IDX file of unsigned bytes, gzip or not, to `consume`, a chunk at a time.
 * The format is described at the end of http://yann.lecun.com/exdb/mnist.
 *
 * Fails with DATASET_DAMAGED when the file is missing, not IDX, of another type, cut off or too long;
 * chunks may have been consumed by then. What `consume` throws is passed on.
 */
export async function readIdx(
  path: string,
  consume: (values: Buffer) => void | Promise<void>,
): Promise<Result<IdxContent>> {
  const hash = createHash('sha256');
  const parser = new IdxParser();
  try {
    const unpack = (await isGzip(path)) ? createGunzip({ chunkSize: 1 << 18 }) : new PassThrough();
    const take = async (chunk: Buffer): Promise<void> => {
      hash.update(chunk);
      const values = parser.take(chunk);
      if (values.length > 0) await consume(values);
    };
    // A stream rather than an async function: pipeline hides what the latter throws behind an AbortError.
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => void take(chunk).then(() => done(), done),
    });
    await pipeline(createReadStream(path), unpack, sink);
    return success({ dims: parser.end(), sha256: hash.digest('hex') });
  } catch (error) {
    return readingFailure(path, error);
  }
}

/**
 * The dimensions of an IDX file, from its first bytes; whether the rest is there is for {@link readIdx} to
 * say. Fails with DATASET_DAMAGED.
 */
export async function readIdxDimensions(path: string): Promise<Result<readonly number[]>> {
  const parser = new IdxParser();
  try {
    const source = createReadStream(path);
    const stream = (await isGzip(path)) ? source.pipe(createGunzip()) : source;
    source.on('error', (error) => stream.destroy(error));
    for await (const chunk of stream) {
      parser.take(chunk);
      if (parser.dims !== undefined) break;
    }
    source.destroy();
    return parser.dims === undefined ? damaged(path, 'it ends inside its header') : success(parser.dims);
  } catch (error) {
    return readingFailure(path, error);
  }
}

function readingFailure(path: string, error: unknown): Result<never> {
  if (error instanceof BadIdx) return damaged(path, error.message);
  const code = errorCode(error);
  if (code === 'ENOENT') return damaged(path, 'no such file');
  if (code === 'Z_BUF_ERROR') return damaged(path, 'its gzip data are cut off');
  if (code?.startsWith('Z_')) return damaged(path, 'its gzip data are broken');
  throw error;
}
