import { readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
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

/** Fills `bytes` with what comes next. */
function readFully(bytes: Uint8Array): void {
  for (let filled = 0; filled < bytes.length; ) {
    const read = readSync(descriptors.images, bytes, filled, bytes.length - filled, null);
    if (read === 0) throw new Error('the images end earlier than their manifest says');
    filled += read;
  }
}

/** In a thread of its own: turns images into tensors, in reading order, while the model is busy with those before. */
export function fillBatches(): void {
  const { image, preprocessing }: RunnerJob = workerData;
  const imageBytes = image.height * image.width * image.channels;
  let pixels = new Uint8Array(0);
  let preprocessor: Preprocessor | undefined;
  parentPort?.on('message', (wanted: readonly Batch[]) => {
    for (const { input, format, rows } of wanted) {
      preprocessor ??= createPreprocessor(preprocessing, image, format);
      if (pixels.length < rows * imageBytes) pixels = new Uint8Array(rows * imageBytes);
      readFully(pixels.subarray(0, rows * imageBytes));
      for (let row = 0; row < rows; row++) {
        const from = row * imageBytes;
        preprocessor.write(pixels.subarray(from, from + imageBytes), input, row * preprocessor.length);
      }
      const full: Batch = { input, format, rows };
      parentPort?.postMessage(full, [input.buffer]);
    }
  });
}
