import { applyPca, fitPca, type Matrix, type PcaModel } from '@clusterboard/clustering';
import { componentsToFit } from '../clustering/components-to-fit.ts';
import { truncatePca } from '../clustering/reduce.ts';
import { runCooperatively } from '../cooperative.ts';
import { evenlySpread, takeRows } from './every-nth-row.ts';

export interface Limits {
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export interface Splits {
  readonly train: Matrix;
  readonly test: Matrix;
}

/** Features, what k-means saw of them, and the components that led there. */
export interface Views {
  readonly features: Splits;
  readonly reduced: Splits;
  /** With as many components as were fitted, or null where none were needed. */
  readonly model: PcaModel | null;
}

/** Some train rows and all test rows in their first so many principal components. */
export type Project = (dim: number, rows: Int32Array) => Promise<Splits>;

/**
 * Projects without more work than needed: columns of what k-means saw where those are the components,
 * else features by the components of the main run, else by components fitted on `fitRows` train rows.
 */
export function projector({ features, reduced, model }: Views, fitRows: number, limits: Limits): Project {
  const { train, test } = features;
  const everyTestRow = evenlySpread(test.rows, test.rows);
  const columns = async (from: Splits, rows: Int32Array, dim: number): Promise<Splits> => ({
    train: await runCooperatively(takeRows(from.train, rows, dim), limits.signal),
    test: await runCooperatively(takeRows(from.test, everyTestRow, dim), limits.signal),
  });
  let fitted = model;
  const components = async (): Promise<PcaModel> => {
    if (fitted !== null) return fitted;
    const part = await runCooperatively(
      takeRows(train, evenlySpread(train.rows, fitRows), train.dim),
      limits.signal,
    );
    const components = componentsToFit(part.dim, Math.min(part.rows, part.dim));
    fitted = await fitPca(part, { components, ...limits });
    return fitted;
  };
  return async (dim, rows) => {
    if (dim === reduced.train.dim || (model !== null && dim < reduced.train.dim)) {
      return columns(reduced, rows, dim);
    }
    const cut = truncatePca(await components(), dim);
    const part = await runCooperatively(takeRows(train, rows, train.dim), limits.signal);
    return { train: await applyPca(cut, part, limits), test: await applyPca(cut, test, limits) };
  };
}
