import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorCode, isDiskFull } from '@clusterboard/artifacts';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import type { SplitName } from '../pack/manifest.ts';

/** One file of Fashion-MNIST. */
export interface FashionMnistFile {
  readonly name: string;
  readonly split: SplitName;
  readonly kind: 'images' | 'labels';
  /** Of the .gz file upstream, whose MD5 the project publishes. */
  readonly upstreamSha256: string;
  /** Of the uncompressed content: Debian strips name and time from the .gz files, so theirs differ. */
  readonly contentSha256: string;
  readonly dims: readonly number[];
}

export const fashionMnistFiles: readonly FashionMnistFile[] = [
  {
    name: 'train-images-idx3-ubyte.gz',
    split: 'train',
    kind: 'images',
    upstreamSha256: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
    contentSha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
    dims: [60_000, 28, 28],
  },
  {
    name: 'train-labels-idx1-ubyte.gz',
    split: 'train',
    kind: 'labels',
    upstreamSha256: 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
    contentSha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
    dims: [60_000],
  },
  {
    name: 't10k-images-idx3-ubyte.gz',
    split: 'test',
    kind: 'images',
    upstreamSha256: '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
    contentSha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
    dims: [10_000, 28, 28],
  },
  {
    name: 't10k-labels-idx1-ubyte.gz',
    split: 'test',
    kind: 'labels',
    upstreamSha256: '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
    contentSha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    dims: [10_000],
  },
];

/** Where Debian's package dataset-fashion-mnist puts them. */
export const debianDirectory = '/usr/share/datasets/fashion-mnist';

export const upstreamUrl =
  'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/';

/** The first of `directories` that holds all four files. */
export const findFashionMnist = (directories: readonly string[]): string | undefined =>
  directories.find((directory) => fashionMnistFiles.every(({ name }) => existsSync(join(directory, name))));

const unavailable = (reason: string): Result<never> =>
  failure(problem('DATASET_UNAVAILABLE', { dataset: 'Fashion-MNIST', reason }));

/** What a failed fetch says of itself: undici hides the system error in `cause`. */
function fetchReason(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return errorCode(cause) ?? (cause instanceof Error ? cause.message : String(cause));
}

/**
 * Fetches one file into `directory`, telling `onBytes` how far it is. Fails with DATASET_UNAVAILABLE,
 * also when what came is not the pinned file.
 */
export async function downloadFile(
  baseUrl: string,
  { name, upstreamSha256 }: FashionMnistFile,
  directory: string,
  onBytes: (received: number, expected: number | undefined) => void,
): Promise<Result<void>> {
  const url = new URL(name, baseUrl).href;
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    return unavailable(`${url} cannot be reached (${fetchReason(error)})`);
  }
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    return unavailable(`${url} answers ${response.status}`);
  }
  const length = Number(response.headers.get('content-length'));
  const expected = length > 0 ? length : undefined;
  const hash = createHash('sha256');
  let received = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      hash.update(chunk);
      onBytes(received, expected);
      done(null, chunk);
    },
  });
  try {
    await pipeline(Readable.fromWeb(response.body), count, createWriteStream(join(directory, name)));
  } catch (error) {
    if (isDiskFull(error)) throw error;
    return unavailable(`${url} broke off after ${received} bytes (${fetchReason(error)})`);
  }
  const sha256 = hash.digest('hex');
  if (sha256 === upstreamSha256) return success(undefined);
  return unavailable(`${url} is not the file expected, its SHA-256 is ${sha256}, not ${upstreamSha256}`);
}
