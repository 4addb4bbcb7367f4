import {
  checkFinite,
  checkSameDimension,
  checkShape,
  checkThreads,
  checkWhole,
} from '../matrix/check-input.ts';
import { InputError } from '../matrix/input-error.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { native } from '../native.ts';
import { runJob } from '../run-job.ts';

/** logits(x) = W · ((x − mean) · scale) + b */
export interface LinearModel {
  readonly classes: number;
  /** [dim] */
  readonly mean: Float32Array;
  /** [dim]; 0 leaves a column out. */
  readonly scale: Float32Array;
  /** W, row-major [classes, dim], then b [classes]. */
  readonly weights: Float64Array;
}

export interface LinearOptions {
  /** The rows of the matrix that are meant; all of them by default. */
  readonly rows?: Int32Array;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export interface LogisticLoss {
  /** Σ −log softmax(logits)[label] over the rows. */
  readonly loss: number;
  /** Of the loss by the weights, laid out as they are. */
  readonly gradient: Float64Array;
}

/** `LENGTH`, `DIMENSION`, `TOO_FEW_ROWS` or `INDEX`, and the rows that are meant. */
function checkModel(points: Matrix, model: LinearModel, chosen: Int32Array | undefined): Int32Array {
  const { classes, mean, scale, weights } = model;
  checkShape('points', points);
  checkSameDimension('means of the model', mean.length, points.dim);
  checkSameDimension('scales of the model', scale.length, points.dim);
  const expected = classes * (points.dim + 1);
  if (weights.length !== expected) {
    throw new InputError('LENGTH', `The model has ${weights.length} weights where ${expected} are expected.`);
  }
  const rows = chosen ?? Int32Array.from({ length: points.rows }, (_, row) => row);
  for (const row of rows) checkWhole('A chosen row', row, 0, points.rows - 1, 'INDEX');
  return rows;
}

/**
 * Cross-entropy of multinomial logistic regression on rows of `points` [rows, dim], and its gradient.
 * Products of some thousand rows are float32, sums of them float64. The same bits for any number of
 * threads; the last ones may differ between processor families and BLAS builds.
 *
 * Does not look for NaN. Rejects with an {@link InputError} before any work, or an `AbortError`.
 *
 * @param labels [rows], the class of every row of `points`: 0 … classes − 1
 */
export async function logisticLoss(
  points: Matrix,
  labels: Int32Array,
  model: LinearModel,
  options: LinearOptions = {},
): Promise<LogisticLoss> {
  const rows = checkModel(points, model, options.rows);
  const threads = checkThreads(options.threads);
  if (labels.length !== points.rows) {
    throw new InputError('LENGTH', `${labels.length} labels for ${points.rows} rows.`);
  }
  for (const label of labels) checkWhole('A label', label, 0, model.classes - 1, 'INDEX');
  const gradient = new Float64Array(model.weights.length);
  const job = { points, rows, labels, ...model, gradient, threads };
  const loss = await runJob(() => native().logisticLoss(job), options.signal);
  return { loss, gradient };
}

/**
 * The class of the greatest logit of each chosen row of `points`, ties to the lowest. Rejects with an
 * {@link InputError} before any work, or an `AbortError`.
 */
export async function predictLinear(
  points: Matrix,
  model: LinearModel,
  options: LinearOptions = {},
): Promise<Int32Array> {
  const rows = checkModel(points, model, options.rows);
  const threads = checkThreads(options.threads);
  await checkFinite('points', points, threads, options.signal);
  const predicted = new Int32Array(rows.length);
  const job = { points, rows, ...model, predicted, threads };
  await runJob(() => native().predictLinear(job), options.signal);
  return predicted;
}
