import { writeSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { readingOrder } from '@clusterboard/datasets/reading-order';
import { float16Values } from '@clusterboard/preprocessing/float16';
import { createPreprocessor } from '@clusterboard/preprocessing/preprocess';
import { allocateTensor, type TensorData } from '@clusterboard/preprocessing/tensor-format';
import type { Tensor } from 'onnxruntime-node';
import { descriptors, type RunnerJob } from '../sandbox/job.ts';
import { Rejection } from '../sandbox/rejection.ts';
import type { EncoderSession } from './encoder-session.ts';
import { feedImages } from './image-feed.ts';
import { type FeatureLayout, featureLayout } from './pool.ts';
import { StabilityCheck } from './stability-check.ts';

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
  /** Of the fastest run: what the model itself takes, on a machine that does nothing else. */
  readonly secondsPerImage: number;
}

function writeFully(values: Float32Array, position: number): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptors.features, bytes, written, bytes.length - written, position + written);
  }
}

function outputLayout(output: Tensor, outputName: string, batch: number, job: RunnerJob): FeatureLayout {
  const { dims } = output;
  // One image alone may come without its axis.
  const rows = batch === 1 && dims.length === 1 && job.output.layout === 'nd' ? [1, ...dims] : dims;
  const layout = rows[0] === batch ? featureLayout(rows, job.output) : null;
  const other = job.output.dim !== undefined && layout?.dim !== job.output.dim && job.output.layout !== 'nd';
  if (layout === null || other) {
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

/** @param imageOf the image of a row of `features` */
function checkFinite(features: Float32Array, dim: number, imageOf: (row: number) => number): void {
  // A plain loop: a callback for each value took a fortieth of the time of a small model.
  for (let at = 0; at < features.length; at++) {
    if (Number.isFinite(features[at])) continue;
    throw new Rejection({ code: 'FEATURES_NOT_FINITE', details: { row: imageOf(Math.floor(at / dim)) } });
  }
}

interface BatchFeatures {
  /** [rows × dim] */
  readonly features: Float32Array;
  readonly dim: number;
  readonly output: Tensor;
}

/**
 * Runs every image through the encoder, batch by batch in {@link readingOrder}, and writes one float32 row per
 * image to its place in the descriptor of the features. Every run has the same number of images: a last batch
 * that is smaller is padded with earlier images. Images of the first batches are run again, to reject features
 * that are not those of the image alone.
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
  const order = readingOrder(image.count);

  let fastest = Number.POSITIVE_INFINITY;
  async function compute(input: TensorData, rows: number): Promise<BatchFeatures> {
    const started = performance.now();
    const output = await encoder.run(input, [batch, ...shape]);
    fastest = Math.min(fastest, (performance.now() - started) / 1000);
    const layout = outputLayout(output, encoder.outputName, batch, job);
    const features = new Float32Array(rows * layout.dim);
    const values = outputValues(output);
    for (let row = 0; row < rows; row++) layout.pool(values, row * layout.values, features, row * layout.dim);
    return { features, dim: layout.dim, output };
  }

  let first: BatchFeatures | undefined;
  let stability: StabilityCheck | undefined;
  let done = 0;
  for await (const { input, rows } of feedImages(worker, image.count, batch, length, format)) {
    const computed = await compute(input, rows);
    const { features, dim } = computed;
    first ??= computed;
    if (dim !== first.dim) {
      throw new Rejection({
        code: 'MODEL_RUN_FAILED',
        details: {
          batch,
          reason: `it gave ${first.dim} features for the first images and ${dim} for later ones.`,
        },
      });
    }
    const from = done;
    checkFinite(features, dim, (row) => order[from + row] ?? 0);
    for (let row = 0; row < rows; row++) {
      const place = order[done + row] ?? 0;
      writeFully(features.subarray(row * dim, (row + 1) * dim), place * dim * Float32Array.BYTES_PER_ELEMENT);
    }
    done += rows;
    if (stability?.complete !== true) {
      stability ??= new StabilityCheck({
        batch,
        length,
        halfPrecision: format.type === 'float16' || computed.output.type === 'float16',
        allocate: (values) => allocateTensor(format.type, values),
        compute: async (again) => (await compute(again, batch)).features,
      });
      stability.sample(input, features, rows);
      if (stability.complete || done === image.count) await stability.run();
    }
    onProgress(done);
  }
  return {
    rows: image.count,
    dim: first?.dim ?? 0,
    outputShape: first?.output.dims ?? [],
    secondsPerImage: fastest / batch,
  };
}
