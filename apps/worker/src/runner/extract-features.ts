import { readSync, writeSync } from 'node:fs';
import { createPreprocessor } from '@clusterboard/preprocessing/preprocess';
import { Tensor } from 'onnxruntime-node';
import type { EncoderSession } from './encoder-session.ts';
import { descriptors, type RunnerJob } from './job.ts';
import { type FeatureLayout, featureLayout } from './pool.ts';
import { Rejection } from './rejection.ts';

export interface Extraction {
  readonly rows: number;
  readonly dim: number;
  /** Of the first batch, before pooling. */
  readonly outputShape: readonly number[];
}

function readFully(bytes: Uint8Array, position: number): void {
  for (let filled = 0; filled < bytes.length; ) {
    const read = readSync(descriptors.images, bytes, filled, bytes.length - filled, position + filled);
    if (read === 0) throw new Error('the image file is shorter than its manifest says');
    filled += read;
  }
}

function writeFully(values: Float32Array, position: number): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptors.features, bytes, written, bytes.length - written, position + written);
  }
}

function outputLayout(output: Tensor, outputName: string, batch: number, job: RunnerJob): FeatureLayout {
  const layout = output.dims[0] === batch ? featureLayout(output.dims, job.output.pooling) : null;
  if (layout === null || output.type !== 'float32') {
    throw new Rejection({
      code: 'OUTPUT_SHAPE',
      details: { output: outputName.slice(0, 100), shape: `[${output.dims.slice(0, 16).join(', ')}]` },
    });
  }
  if (layout.dim > job.featureDimLimit) {
    throw new Rejection({
      code: 'FEATURES_TOO_WIDE',
      details: { dim: layout.dim, limit: job.featureDimLimit },
    });
  }
  return layout;
}

function checkFinite(features: Float32Array, dim: number, firstRow: number): void {
  const bad = features.findIndex((value) => !Number.isFinite(value));
  if (bad === -1) return;
  throw new Rejection({ code: 'FEATURES_NOT_FINITE', details: { row: firstRow + Math.floor(bad / dim) } });
}

const float32 = (data: Tensor['data']): Float32Array => {
  if (data instanceof Float32Array) return data;
  throw new Error('an output of type float32 has other data');
};

/**
 * Runs every image through the encoder, batch by batch, and writes one float32 row per image to the
 * descriptor of the features. A last batch smaller than the model's fixed one is padded with the images
 * of the batch before.
 *
 * @throws Rejection, OutOfMemory, and what reading and writing throw
 */
export async function extractFeatures(
  job: RunnerJob,
  encoder: EncoderSession,
  onProgress: (imagesDone: number) => void,
): Promise<Extraction> {
  const { image } = job;
  const preprocessor = createPreprocessor(job.preprocessing, image);
  const batch = encoder.fixedBatch ?? Math.min(job.batchSize, image.count);
  const imageBytes = image.height * image.width * image.channels;
  const pixels = new Uint8Array(batch * imageBytes);
  const input = new Float32Array(batch * preprocessor.length);
  let dim = 0;
  let outputShape: readonly number[] = [];
  for (let done = 0; done < image.count; ) {
    const rows = Math.min(batch, image.count - done);
    const fed = encoder.fixedBatch ?? rows;
    const source = pixels.subarray(0, rows * imageBytes);
    readFully(source, done * imageBytes);
    for (let row = 0; row < rows; row++) {
      const from = row * imageBytes;
      preprocessor.write(source.subarray(from, from + imageBytes), input, row * preprocessor.length);
    }
    const tensor = new Tensor('float32', input.subarray(0, fed * preprocessor.length), [
      fed,
      ...preprocessor.shape,
    ]);
    const output = await encoder.run(tensor);
    const layout = outputLayout(output, encoder.outputName, fed, job);
    if (done === 0) {
      dim = layout.dim;
      outputShape = output.dims;
    } else if (layout.dim !== dim) {
      throw new Rejection({
        code: 'MODEL_RUN_FAILED',
        details: { reason: `it gave ${dim} features for the first images and ${layout.dim} for later ones.` },
      });
    }
    const features = new Float32Array(rows * dim);
    const values = float32(output.data);
    for (let row = 0; row < rows; row++) layout.pool(values, row * layout.values, features, row * dim);
    checkFinite(features, dim, done);
    writeFully(features, done * dim * Float32Array.BYTES_PER_ELEMENT);
    done += rows;
    onProgress(done);
  }
  return { rows: image.count, dim, outputShape };
}
