import type { EvaluationInput } from '../evaluation-input.ts';

/** Throws a RangeError where shapes or labels do not fit together: a fault of ours, not of a submission. */
export function checkShapes({ train, trainLabels, test, testLabels, classCount }: EvaluationInput): void {
  if (train.dim !== test.dim) throw new RangeError(`${train.dim} train and ${test.dim} test dimensions`);
  for (const [name, points, labels] of [
    ['train', train, trainLabels],
    ['test', test, testLabels],
  ] as const) {
    if (points.rows === 0) throw new RangeError(`the ${name} split has no images`);
    if (points.data.length !== points.rows * points.dim) {
      throw new RangeError(`${points.data.length} ${name} values do not fill ${points.rows} × ${points.dim}`);
    }
    if (labels.length !== points.rows) {
      throw new RangeError(`${points.rows} ${name} rows, but ${labels.length} labels`);
    }
    for (let i = 0; i < labels.length; i++) {
      const label = labels[i];
      if (!Number.isInteger(label) || (label as number) < 0 || (label as number) >= classCount) {
        throw new RangeError(`${name} label ${i} is ${label}: not a class of 0 … ${classCount - 1}`);
      }
    }
  }
}
