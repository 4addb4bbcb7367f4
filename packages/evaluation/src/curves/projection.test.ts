import { applyPca, fitPca, type Matrix } from '@clusterboard/clustering';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Reduced, reduceFeatures, truncatePca } from '../clustering/reduce.ts';
import { finish } from '../cooperative.ts';
import { goldenDraws } from '../golden-draws.ts';
import { evenlySpread, takeRows } from './every-nth-row.ts';
import { projector } from './projection.ts';

function rowsOf(rows: number, dim: number, seed: number): Matrix {
  const draw = goldenDraws(seed);
  return { data: Float32Array.from({ length: rows * dim }, (_, i) => draw() * (1 + (i % dim))), rows, dim };
}

const features = { train: rowsOf(90, 12, 1), test: rowsOf(20, 12, 2) };

describe('rows of a point', () => {
  it('are spread evenly, all of them when as many are asked for', () => {
    expect([...evenlySpread(10, 4)]).toEqual([0, 2, 5, 7]);
    expect([...evenlySpread(5, 5)]).toEqual([0, 1, 2, 3, 4]);
  });

  it('keep their leading columns', () => {
    const matrix = { data: Float32Array.of(1, 2, 3, 4, 5, 6), rows: 3, dim: 2 };
    expect(finish(takeRows(matrix, Int32Array.of(0, 2), 1))).toEqual({
      data: Float32Array.of(1, 5),
      rows: 2,
      dim: 1,
    });
    expect(finish(takeRows(matrix, Int32Array.of(0, 1, 2), 2)).data).toBe(matrix.data);
  });
});

describe('projector', () => {
  const taken = evenlySpread(90, 30);
  let reduced: Reduced;
  beforeAll(async () => {
    reduced = await reduceFeatures(features.train, features.test, { pcaDim: 6, fitDim: 12 });
  });

  it.each([3, 6, 10])('gives %i components of the main run, to the bit', async (dim) => {
    if (reduced.model === null) throw new Error('no PCA');
    expect(reduced.model.count).toBe(12);
    const project = projector({ features, reduced, model: reduced.model }, 90, {});
    const { train, test } = await project(dim, taken);
    const model = truncatePca(reduced.model, dim);
    expect(train).toEqual(finish(takeRows(await applyPca(model, features.train), taken, dim)));
    expect(test).toEqual(await applyPca(model, features.test));
  });

  it('fits components of its own where the main run needed none', async () => {
    const project = projector({ features, reduced: features, model: null }, 45, {});
    const { train, test } = await project(4, taken);
    const part = finish(takeRows(features.train, evenlySpread(90, 45), 12));
    const model = truncatePca(await fitPca(part, { components: 12 }), 4);
    expect(train).toEqual(finish(takeRows(await applyPca(model, features.train), taken, 4)));
    expect(test).toEqual(await applyPca(model, features.test));
  });
});
