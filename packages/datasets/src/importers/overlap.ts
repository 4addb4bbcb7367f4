import { createHash } from 'node:crypto';
import type { ImageSize } from '@clusterboard/preprocessing';
import { type Problem, problem } from '@clusterboard/problems';

/** 16 bytes of a SHA-256, as a string of as many characters: a million of them fit into memory. */
const digest = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest().toString('latin1', 0, 16);
};

export interface Fingerprint {
  readonly pixels: string;
  /** Absent where images are no files of their own. */
  readonly file?: string;
}

export function fingerprint(
  { height, width, channels }: ImageSize,
  data: Uint8Array,
  file?: Uint8Array,
): Fingerprint {
  const pixels = digest(`${height}×${width}×${channels}`, data);
  return file === undefined ? { pixels } : { pixels, file: digest(file) };
}

/** Finds test images that are train images too; train has to be added whole before. */
export class Overlap {
  private readonly train = new Map<string, { readonly name: string; readonly file: string | undefined }>();

  addTrain({ pixels, file }: Fingerprint, name: string): void {
    if (!this.train.has(pixels)) this.train.set(pixels, { name, file });
  }

  /** DATASET_OVERLAP, or null. The same file has the same pixels, so these are all that is looked up. */
  findTest({ pixels, file }: Fingerprint, name: string): Problem | null {
    const same = this.train.get(pixels);
    if (same === undefined) return null;
    const sameness =
      file !== undefined && file === same.file ? 'the files are identical' : 'the pixels are identical';
    return problem('DATASET_OVERLAP', { test: name, train: same.name, sameness });
  }
}
