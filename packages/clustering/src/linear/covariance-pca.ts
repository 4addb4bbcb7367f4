import { native } from '../native.ts';
import { runJob } from '../run-job.ts';
import type { Decompose } from './decomposition.ts';

/** By the covariance of the columns: time grows with dim³, memory with dim² and not with rows. */
export const covariancePca: Decompose = async ({ source, mean }, { count, threads, signal }) => {
  const { rows, dim } = source;
  const scatter = new Float64Array(dim * dim);
  for await (const block of source.blocks()) {
    await runJob(() => native().addScatter({ points: block, mean, scatter, threads }), signal);
  }
  const components = new Float32Array(count * dim);
  const explainedVariance = new Float64Array(count);
  const job = { scatter, dim, rows, count, components, explainedVariance };
  const totalVariance = await runJob(() => native().principalComponents(job), signal);
  return { components, explainedVariance, totalVariance };
};
