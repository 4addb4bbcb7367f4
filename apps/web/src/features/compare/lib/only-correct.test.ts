import { describe, expect, it } from 'vitest';
import type { Outcome } from '../server/read-disagreement.ts';
import { onlyCorrect } from './only-correct.ts';

/** Cluster 0 is matched to class 0, cluster 1 to class 1; images 0 to 2 are of class 0, image 3 of class 1. */
const outcome = (clusters: readonly number[], seed = 1): Outcome => ({
  entryId: 'entry',
  benchmark: { dataset: { classNames: ['a', 'b'] } },
  curves: null,
  contingency: {
    seed: 1,
    cellCount: 0,
    columnCount: 2,
    columns: [0, 1].map((index) => ({ cluster: index, class: { index } })),
    cells: [],
  },
  imageMap: {
    seed,
    points: clusters.map((cluster, image) => ({ image, cluster, classIndex: image < 3 ? 0 : 1, url: null })),
  },
});

const imagesOf = (outcomes: readonly (Outcome | null)[]) =>
  onlyCorrect(outcomes)?.map((points) => points.map(({ image }) => image));

describe('what only one entry finds', () => {
  it('is what the other of two does not', () => {
    expect(imagesOf([outcome([0, 0, 1, 1]), outcome([0, 1, 1, 0])])).toEqual([[1, 3], []]);
  });

  it('is told of each entry, and left out where a third finds it too', () => {
    const three = [outcome([0, 0, 1, 0]), outcome([0, 0, 1, 1]), outcome([1, 1, 0, 0])];
    expect(imagesOf(three)).toEqual([[], [3], [2]]);
  });

  it('is not told where clusters of one entry are not known, or are of another run than its counts', () => {
    expect(onlyCorrect([outcome([0]), null])).toBeNull();
    expect(onlyCorrect([outcome([0]), outcome([0], 2)])).toBeNull();
  });
});
