import { logisticLoss, type Matrix, predictLinear } from '@clusterboard/clustering';
import { type Minimum, minimise } from './minimise.ts';

/** What a fit is about. */
export interface LogisticData {
  readonly train: Matrix;
  /** Of each column of `train`. */
  readonly variance: Float64Array;
  readonly labels: Int32Array;
  readonly classes: number;
  readonly limits: { readonly threads?: number; readonly signal?: AbortSignal };
}

export type Schedule = Pick<Parameters<typeof minimise>[2], 'maxIterations' | 'tolerance'>;

/** W row-major [classes, dim], then b [classes]. */
export type Weights = Float64Array;

const modelOf = (
  { train, classes }: Pick<LogisticData, 'train' | 'classes'>,
  weights: Weights,
  scale: Float32Array,
) => ({
  classes,
  mean: new Float32Array(train.dim),
  scale,
  weights,
});

/**
 * Σ cross-entropy over `rows` + penalty/2 · ‖W‖²; biases go free. On principal axes the Hessian is nearly
 * diagonal, p(1 − p)·variance + penalty/rows for a class of share p: columns scaled by its inverse root are
 * what L-BFGS gets to see: it needs fewer iterations.
 */
export async function fitLogistic(
  { train, variance, labels, classes, limits }: LogisticData,
  rows: Int32Array,
  penalty: number,
  start: Weights,
  schedule: Schedule,
): Promise<Minimum> {
  const { dim } = train;
  const share = (classes - 1) / classes ** 2;
  const scale = Float32Array.from(variance, (value) => 1 / Math.sqrt(share * value + penalty / rows.length));
  const scaled = (weights: Weights, by: (column: number) => number): Weights =>
    weights.map((weight, i) => (i < classes * dim ? weight * by(i % dim) : weight));
  const scaleOf = (column: number): number => scale[column] as number;
  const evaluate = async (weights: Weights) => {
    const model = modelOf({ train, classes }, weights, scale);
    const { loss, gradient } = await logisticLoss(train, labels, model, { rows, ...limits });
    let squares = 0;
    for (let i = 0; i < classes * dim; i++) {
      const pulled = (weights[i] as number) * scaleOf(i % dim);
      squares += pulled * pulled;
      gradient[i] = (gradient[i] as number) + penalty * pulled * scaleOf(i % dim);
    }
    for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) / rows.length;
    return { value: (loss + (penalty / 2) * squares) / rows.length, gradient };
  };
  const { signal } = limits;
  const minimum = await minimise(
    evaluate,
    scaled(start, (column) => 1 / scaleOf(column)),
    { ...schedule, ...(signal ? { signal } : {}) },
  );
  return { ...minimum, at: scaled(minimum.at, scaleOf) };
}

/** The class of each row of `points`, on the axes of the fit. */
export function predictLogistic(
  data: LogisticData,
  weights: Weights,
  points: Matrix,
  rows?: Int32Array,
): Promise<Int32Array> {
  const model = modelOf(data, weights, new Float32Array(points.dim).fill(1));
  return predictLinear(points, model, { ...data.limits, ...(rows ? { rows } : {}) });
}
