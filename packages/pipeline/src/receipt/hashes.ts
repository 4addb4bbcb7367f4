import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { hashJson } from '@clusterboard/artifacts/canonical-json';
import type { Manifest } from '@clusterboard/datasets';

/** Most bytes in one update: OpenSSL takes no more than 2 GiB at once. */
const chunkBytes = 1 << 28;

/**
 * SHA-256 of the arrays' elements one after the other, as they lie in memory: little-endian, so that it
 * is the hash of a file of them too.
 *
 * @throws Error on a machine of the other byte order
 */
export function hashArrays(...arrays: readonly (Float32Array | Float64Array | Int32Array)[]): string {
  if (endianness() !== 'LE') throw new Error('receipts can be made on little-endian machines only');
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of arrays) {
    for (let done = 0; done < byteLength; done += chunkBytes) {
      hash.update(new Uint8Array(buffer, byteOffset + done, Math.min(chunkBytes, byteLength - done)));
    }
  }
  return hash.digest('hex');
}

type Split = Manifest['splits']['train'];

/** Names of files come from where the images lay; the images are the same under others. */
const contentOf = (split: Split) => ({ ...split, namesSha256: undefined });

/** SHA-256 of a dataset's images, labels and classes: the same whatever the dataset and its files are called. */
export const hashContent = ({ format, classNames, splits }: Manifest): string =>
  hashJson({ format, classNames, train: contentOf(splits.train), test: contentOf(splits.test) });
