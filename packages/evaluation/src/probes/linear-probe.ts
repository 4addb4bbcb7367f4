import type { Matrix } from '@clusterboard/clustering';
import type { Labels } from '../contingency/contingency.ts';
import { holdOut } from './hold-out.ts';
import { fitLogistic, type LogisticData, predictLogistic, type Schedule } from './logistic-regression.ts';
import { principalAxes } from './principal-axes.ts';

export interface ProbeInput {
  readonly train: Matrix;
  readonly trainLabels: Labels;
  readonly test: Matrix;
  readonly classCount: number;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export interface LinearPrediction {
  /** On the principal axes of the standardised features: row-major [classes, axes], then biases [classes]. */
  readonly weights: Float64Array;
  /** The class of each test image. */
  readonly predicted: Int32Array;
  readonly penalty: number;
  readonly tried: { readonly penalty: number; readonly heldOutAccuracy: number }[];
  readonly heldOutCount: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Strongest first, so that each fit starts where the one before it ended. */
const penalties = [1e4, 1e3, 1e2, 1e1, 1, 1e-1];
const usualPenalty = 1;
/** Weaker penalties are left out after so many that held-out accuracy did not gain by. */
const patience = 2;
/** Rows that the choice of a penalty looks at, about. */
const maxChoiceRows = 30_000;
const choice: Schedule = { maxIterations: 40, tolerance: 1e-3 };
const final: Schedule = { maxIterations: 200, tolerance: 1e-5 };

interface Choice extends Pick<LinearPrediction, 'penalty' | 'tried' | 'heldOutCount' | 'weights'> {}

/** The penalty of greatest held-out accuracy, the stronger of equals; a usual one where nothing was held out. */
async function choosePenalty(fitted: LogisticData): Promise<Choice> {
  const { train, labels, classes } = fitted;
  const { fit: rows, held } = holdOut(labels, classes, maxChoiceRows);
  const tried: { penalty: number; heldOutAccuracy: number }[] = [];
  let weights: Float64Array = new Float64Array(classes * (train.dim + 1));
  let best = { penalty: usualPenalty, heldOutAccuracy: -1, weights };
  if (held.length === 0) return { ...best, tried, heldOutCount: 0 };
  let since = 0;
  for (const penalty of penalties) {
    weights = (await fitLogistic(fitted, rows, penalty, weights, choice)).at;
    const predicted = await predictLogistic(fitted, weights, train, held);
    const hits = predicted.reduce((sum, label, i) => sum + (label === labels[held[i] as number] ? 1 : 0), 0);
    const heldOutAccuracy = hits / held.length;
    tried.push({ penalty, heldOutAccuracy });
    since += 1;
    if (heldOutAccuracy > best.heldOutAccuracy) {
      best = { penalty, heldOutAccuracy, weights };
      since = 0;
    }
    if (since === patience) break;
  }
  return { penalty: best.penalty, weights: best.weights, tried, heldOutCount: held.length };
}

/**
 * Multinomial logistic regression with an L2 penalty on features standardised by train (mean 0, deviation
 * 1, as the batch normalisation without parameters that linear probes commonly have), fitted by L-BFGS. The
 * penalty is chosen on a held-out tenth of a seeded, stratified part of train, then all of train is
 * fitted. With scikit-learn's LogisticRegression the penalty is 1/C.
 *
 * Uses labels of train. The same bits for any number of threads. Rejects with an AbortError.
 */
export async function linearProbe(input: ProbeInput): Promise<LinearPrediction> {
  const { classCount, threads, signal } = input;
  const limits = { ...(threads === undefined ? {} : { threads }), ...(signal ? { signal } : {}) };
  const { train, test, variance } = await principalAxes(input.train, input.test, limits);
  const labels = Int32Array.from(input.trainLabels);
  const fitted: LogisticData = { train, variance, labels, classes: classCount, limits };
  const { weights: start, ...chosen } = await choosePenalty(fitted);
  const all = Int32Array.from({ length: train.rows }, (_, row) => row);
  const { at, iterations, converged } = await fitLogistic(fitted, all, chosen.penalty, start, final);
  const predicted = await predictLogistic(fitted, at, test);
  return { predicted, ...chosen, iterations, converged, weights: at };
}
