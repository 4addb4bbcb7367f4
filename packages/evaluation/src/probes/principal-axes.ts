import { applyPca, fitPca, type Matrix, type RowSource } from '@clusterboard/clustering';
import { componentsToFit } from '../clustering/components-to-fit.ts';
import { runCooperatively } from '../cooperative.ts';
import { type Standardisation, standardisationOf } from './standardisation.ts';

interface Limits {
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/** Both splits on the principal axes of the standardised train features. */
export interface PrincipalAxes {
  readonly train: Matrix;
  readonly test: Matrix;
  /** Of each axis, on train: falling. */
  readonly variance: Float64Array;
}

/** Standardised features are made so many rows at a time. */
export const rowsPerBlock = 1024;

/** Standardised rows, a block at a time. */
const standardised = ({ data, rows, dim }: Matrix, { mean, scale }: Standardisation): RowSource => ({
  rows,
  dim,
  *blocks() {
    for (let first = 0; first < rows; first += rowsPerBlock) {
      const count = Math.min(rowsPerBlock, rows - first);
      const block = new Float32Array(count * dim);
      for (let i = 0, at = first * dim; i < block.length; at += dim) {
        for (let j = 0; j < dim; j++, i++) {
          block[i] = ((data[at + j] as number) - (mean[j] as number)) * (scale[j] as number);
        }
      }
      yield { data: block, rows: count, dim };
    }
  },
});

/**
 * Standardises features by train (mean 0, deviation 1; columns that do not vary become 0) and turns them
 * to their principal axes, as many as there are rows or columns, or the leading ones of wide features. A penalty on the norm of weights means the
 * same on these axes, but a solver can scale each to its liking.
 */
export async function principalAxes(train: Matrix, test: Matrix, limits: Limits): Promise<PrincipalAxes> {
  const standardisation = await runCooperatively(standardisationOf(train), limits.signal);
  const components = componentsToFit(train.dim, Math.min(train.rows, train.dim));
  const fitted = await fitPca(standardised(train, standardisation), { components, ...limits });
  const { mean, scale } = standardisation;
  const model = {
    ...fitted,
    mean: Float64Array.from(mean, (value, j) => {
      const inverse = scale[j] as number;
      return value + (inverse === 0 ? 0 : (fitted.mean[j] as number) / inverse);
    }),
    components: fitted.components.map((value, i) => value * (scale[i % train.dim] as number)),
  };
  return {
    train: await applyPca(model, train, limits),
    test: await applyPca(model, test, limits),
    variance: fitted.explainedVariance,
  };
}
