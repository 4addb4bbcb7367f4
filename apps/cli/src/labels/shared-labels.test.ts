import { describe, expect, it } from 'vitest';
import { numberLabels } from './number-labels.ts';
import { numberSplits } from './shared-labels.ts';

const numbers = (...values: number[]) => Float64Array.from(values);
const files = (train: Float64Array | string[], test: Float64Array | string[]) =>
  [
    { file: 'train.csv', labels: train },
    { file: 'test.csv', labels: test },
  ] as const;

describe('labels of several lists', () => {
  it('are numbered in their order, names by code units', () => {
    expect(numberLabels(numbers(10, 9, 10), numbers(-2, 9))).toEqual({
      names: [-2, 9, 10],
      indices: [Int32Array.of(2, 1, 2), Int32Array.of(0, 1)],
    });
    expect(numberLabels(['b', 'a'], ['B'])).toEqual({
      names: ['B', 'a', 'b'],
      indices: [Int32Array.of(2, 1), Int32Array.of(0)],
    });
  });

  it('are numbered alike however far apart they lie', () => {
    const far = numberLabels(numbers(2 ** 53 - 1, 0, -(2 ** 53 - 1), 0));
    expect(far).toEqual({ names: [-(2 ** 53 - 1), 0, 2 ** 53 - 1], indices: [Int32Array.of(2, 1, 0, 1)] });
  });

  it.each([
    ['numbers and names', files(numbers(1, 2), ['1x', '2x']), 'it holds names where train.csv holds numbers'],
    ['nothing in common', files(['a', 'b'], ['c']), 'it has no label in common with train.csv'],
    ['other numbers', files(numbers(1, 2), numbers(3)), 'it has no label in common with train.csv'],
  ])('are refused as those of train and test: %s', (_, [train, test], reason) => {
    expect(numberSplits(train, test)).toMatchObject({
      ok: false,
      problem: {
        code: 'LABELS_UNREADABLE',
        message: `Cannot read test.csv as a list of labels: ${reason}.`,
      },
    });
  });

  it('may miss some classes in a split', () => {
    expect(numberSplits(...files(['a', 'b'], ['b', 'c']))).toMatchObject({
      ok: true,
      value: { names: ['a', 'b', 'c'] },
    });
  });
});
