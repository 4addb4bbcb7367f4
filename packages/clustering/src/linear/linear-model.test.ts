import { describe, expect, it } from 'vitest';
import { generateMatrix } from '../matrix/generated-matrix.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { type LinearModel, logisticLoss, predictLinear } from './linear-model.ts';

function someModel(classes: number, dim: number): LinearModel {
  return {
    classes,
    mean: generateMatrix(1, dim, 11).data,
    scale: generateMatrix(1, dim, 12).data.map((value) => 0.5 + Math.abs(value)),
    weights: Float64Array.from(generateMatrix(1, classes * (dim + 1), 13).data),
  };
}

const someLabels = (rows: number, classes: number): Int32Array =>
  Int32Array.from({ length: rows }, (_, row) => (row * 7 + Math.floor(row / 3)) % classes);

function logitsOf(
  { data, dim }: Matrix,
  row: number,
  { classes, mean, scale, weights }: LinearModel,
): number[] {
  return Array.from({ length: classes }, (_, c) => {
    let logit = weights[classes * dim + c] as number;
    for (let j = 0; j < dim; j++) {
      const value = ((data[row * dim + j] as number) - (mean[j] as number)) * (scale[j] as number);
      logit += (weights[c * dim + j] as number) * value;
    }
    return logit;
  });
}

/** By the definition, in float64. */
function naiveLoss(points: Matrix, labels: Int32Array, model: LinearModel, rows: Iterable<number>) {
  const { dim } = points;
  const { classes, mean, scale } = model;
  const gradient = new Float64Array(model.weights.length);
  let loss = 0;
  for (const row of rows) {
    const logits = logitsOf(points, row, model);
    const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
    loss += Math.log(sum) - (logits[labels[row] as number] as number);
    for (const [c, logit] of logits.entries()) {
      const residual = Math.exp(logit) / sum - (labels[row] === c ? 1 : 0);
      for (let j = 0; j < dim; j++) {
        const value = ((points.data[row * dim + j] as number) - (mean[j] as number)) * (scale[j] as number);
        gradient[c * dim + j] = (gradient[c * dim + j] as number) + residual * value;
      }
      gradient[classes * dim + c] = (gradient[classes * dim + c] as number) + residual;
    }
  }
  return { loss, gradient };
}

const greatest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('logisticLoss', () => {
  it.each([
    [1, 1, 2],
    [255, 5, 3],
    [256, 64, 1],
    [257, 65, 10],
    [4095, 3, 4],
    [4097, 17, 6],
    [9000, 130, 5],
  ])('is the cross-entropy and its gradient: %d rows of %d, %d classes', async (rows, dim, classes) => {
    const points = generateMatrix(rows, dim, 1);
    const [labels, model] = [someLabels(rows, classes), someModel(classes, dim)];
    const { loss, gradient } = await logisticLoss(points, labels, model);
    const expected = naiveLoss(points, labels, model, Array(rows).keys());
    expect(Math.abs(loss - expected.loss)).toBeLessThanOrEqual(1e-5 * (1 + expected.loss));
    const error = greatest(gradient.map((value, i) => value - (expected.gradient[i] as number)));
    expect(error).toBeLessThanOrEqual(1e-4 * (1 + greatest(expected.gradient)));
  });

  it('looks at the chosen rows only, as often as they are chosen', async () => {
    const points = generateMatrix(500, 6, 1);
    const [labels, model] = [someLabels(500, 4), someModel(4, 6)];
    const rows = Int32Array.of(499, 3, 3, 120);
    const { loss } = await logisticLoss(points, labels, model, { rows });
    expect(loss).toBeCloseTo(naiveLoss(points, labels, model, rows).loss, 3);
  });

  it('gives the same bits for any number of threads', async () => {
    const points = generateMatrix(9000, 200, 1);
    const [labels, model] = [someLabels(9000, 12), someModel(12, 200)];
    const one = await logisticLoss(points, labels, model, { threads: 1 });
    for (const threads of [2, 3]) {
      expect(await logisticLoss(points, labels, model, { threads })).toEqual(one);
    }
  });

  it('stays finite where a softmax by the book overflows', async () => {
    const model = someModel(3, 2);
    model.weights.fill(1e6);
    model.weights[0] = -1e6;
    const { loss, gradient } = await logisticLoss(generateMatrix(20, 2, 1), someLabels(20, 3), model);
    expect(Number.isFinite(loss)).toBe(true);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });

  it.each([
    ['a label that there is not', { labels: Int32Array.of(0, 3) }, 'INDEX'],
    ['a row that there is not', { rows: Int32Array.of(2) }, 'INDEX'],
    ['too few labels', { labels: Int32Array.of(0) }, 'LENGTH'],
    ['too few weights', { weights: new Float64Array(8) }, 'LENGTH'],
    ['means of another dimension', { mean: new Float32Array(3) }, 'DIMENSION'],
    ['scales of another dimension', { scale: new Float32Array(1) }, 'DIMENSION'],
    ['no threads', { threads: 0 }, 'THREADS'],
  ])('refuses %s', async (_name, change, code) => {
    const {
      labels = Int32Array.of(0, 2),
      rows,
      threads,
      ...model
    } = change as {
      labels?: Int32Array;
      rows?: Int32Array;
      threads?: number;
    };
    const options = { ...(rows ? { rows } : {}), ...(threads === undefined ? {} : { threads }) };
    const found = logisticLoss(generateMatrix(2, 2, 1), labels, { ...someModel(3, 2), ...model }, options);
    await expect(found).rejects.toMatchObject({ name: 'InputError', code });
  });

  it('stops when its signal aborts', async () => {
    const stop = new AbortController();
    stop.abort();
    const found = logisticLoss(generateMatrix(50, 2, 1), someLabels(50, 3), someModel(3, 2), {
      signal: stop.signal,
    });
    await expect(found).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('predictLinear', () => {
  it('takes the greatest logit', async () => {
    const points = generateMatrix(700, 33, 1);
    const model = someModel(9, 33);
    const expected = Array.from({ length: 700 }, (_, row) => {
      const logits = logitsOf(points, row, model);
      return logits.indexOf(Math.max(...logits));
    });
    expect([...(await predictLinear(points, model))]).toEqual(expected);
    expect([...(await predictLinear(points, model, { rows: Int32Array.of(5, 600) }))]).toEqual([
      expected[5],
      expected[600],
    ]);
  });

  it('takes the lowest of equal classes, and refuses NaN', async () => {
    const model = { ...someModel(3, 2), weights: new Float64Array(9) };
    expect([...(await predictLinear(generateMatrix(4, 2, 1), model))]).toEqual([0, 0, 0, 0]);
    const points = { data: Float32Array.of(1, Number.NaN), rows: 1, dim: 2 };
    await expect(predictLinear(points, model)).rejects.toMatchObject({ code: 'NOT_FINITE', row: 0 });
  });
});
