import { readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { readingOrder } from '@clusterboard/datasets/reading-order';
import type { TensorData, TensorFormat } from '@clusterboard/preprocessing';
import { createPreprocessor, type Preprocessor } from '@clusterboard/preprocessing/preprocess';
import { descriptors, type RunnerJob } from '../sandbox/job.ts';

/** An empty buffer that is to be filled, or a full one on its way back. */
export interface Batch {
  readonly input: TensorData;
  readonly format: TensorFormat;
  /** Images in it, or wanted in it. */
  readonly rows: number;
}

/** Fills `bytes` from a position of a file, or with what comes next from a file or a pipe. */
function readFully(bytes: Uint8Array, position: number | null): void {
  for (let filled = 0; filled < bytes.length; ) {
    const at = position === null ? null : position + filled;
    const read = readSync(descriptors.images, bytes, filled, bytes.length - filled, at);
    if (read === 0) throw new Error('the images end earlier than their manifest says');
    filled += read;
  }
}

/** In a thread of its own: turns images into tensors, in reading order, while the model is busy with those before. */
export function fillBatches(): void {
  const { image, inPackOrder, preprocessing }: RunnerJob = workerData;
  const imageBytes = image.height * image.width * image.channels;
  const order = inPackOrder ? readingOrder(image.count) : null;
  let pixels = new Uint8Array(0);
  let preprocessor: Preprocessor | undefined;
  let next = 0;
  const read = (rows: number) => {
    if (order === null) readFully(pixels.subarray(0, rows * imageBytes), null);
    else {
      for (let row = 0; row < rows; row++) {
        const from = row * imageBytes;
        readFully(pixels.subarray(from, from + imageBytes), (order[next + row] ?? 0) * imageBytes);
      }
    }
    next += rows;
  };
  parentPort?.on('message', (wanted: readonly Batch[]) => {
    for (const { input, format, rows } of wanted) {
      preprocessor ??= createPreprocessor(preprocessing, image, format);
      if (pixels.length < rows * imageBytes) pixels = new Uint8Array(rows * imageBytes);
      read(rows);
      for (let row = 0; row < rows; row++) {
        const from = row * imageBytes;
        preprocessor.write(pixels.subarray(from, from + imageBytes), input, row * preprocessor.length);
      }
      const full: Batch = { input, format, rows };
      parentPort?.postMessage(full, [input.buffer]);
    }
  });
}
