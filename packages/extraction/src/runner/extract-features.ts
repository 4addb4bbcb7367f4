import { writeSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { float16Values } from '@clusterboard/preprocessing/float16';
import { createPreprocessor } from '@clusterboard/preprocessing/preprocess';
import type { Tensor } from 'onnxruntime-node';
import { descriptors, type RunnerJob } from '../sandbox/job.ts';
import { Rejection } from '../sandbox/rejection.ts';
import type { EncoderSession } from './encoder-session.ts';
import { feedImages } from './image-feed.ts';
import { type FeatureLayout, featureLayout } from './pool.ts';

let halves: Float32Array | undefined;

/** The values of an output of float32 or float16 as float32, which holds both exactly. */
function outputValues({ data, type }: Tensor): Float32Array {
  if (data instanceof Float32Array) return data;
  if (type !== 'float16' || !ArrayBuffer.isView(data))
    throw new Error(`an output of type ${type} has other data`);
  halves ??= float16Values();
  const values = halves;
  const bits = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  return Float32Array.from(bits, (half) => values[half] ?? Number.NaN);
}

export interface Extraction {
  readonly rows: number;
  readonly dim: number;
  /** Of the first batch, before pooling. */
  readonly outputShape: readonly number[];
}

function writeFully(values: Float32Array, position: number): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptors.features, bytes, written, bytes.length - written, position + written);
  }
}

function outputLayout(output: Tensor, outputName: string, batch: number, job: RunnerJob): FeatureLayout {
  const layout = output.dims[0] === batch ? featureLayout(output.dims, job.output.pooling) : null;
  if (layout === null) {
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
  // A plain loop: a callback for each value took a fortieth of the time of a small model.
  for (let at = 0; at < features.length; at++) {
    if (Number.isFinite(features[at])) continue;
    throw new Rejection({ code: 'FEATURES_NOT_FINITE', details: { row: firstRow + Math.floor(at / dim) } });
  }
}

/**
 * Runs every image through the encoder, batch by batch, and writes one float32 row per image to the
 * descriptor of the features. A last batch smaller than the model's fixed one is padded with earlier
 * images, or with zeros.
 *
 * @throws Rejection, OutOfMemory, and what reading and writing throw
 */
export async function extractFeatures(
  job: RunnerJob,
  encoder: EncoderSession,
  worker: Worker,
  onProgress: (imagesDone: number) => void,
): Promise<Extraction> {
  const { image } = job;
  const { format } = encoder;
  const { length, shape } = createPreprocessor(job.preprocessing, image, format);
  const batch = encoder.fixedBatch ?? Math.min(job.batchSize, image.count);
  let dim = 0;
  let outputShape: readonly number[] = [];
  let done = 0;
  for await (const { input, rows } of feedImages(worker, image.count, batch, length, format)) {
    const fed = encoder.fixedBatch ?? rows;
    const output = await encoder.run(input.subarray(0, fed * length), [fed, ...shape]);
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
    const values = outputValues(output);
    for (let row = 0; row < rows; row++) layout.pool(values, row * layout.values, features, row * dim);
    checkFinite(features, dim, done);
    writeFully(features, done * dim * Float32Array.BYTES_PER_ELEMENT);
    done += rows;
    onProgress(done);
  }
  return { rows: image.count, dim, outputShape };
}
