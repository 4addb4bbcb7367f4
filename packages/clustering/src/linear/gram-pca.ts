import type { Matrix, RowSource } from '../matrix/matrix.ts';
import { native } from '../native.ts';
import { runJob } from '../run-job.ts';
import type { Decompose } from './decomposition.ts';

/** All rows at once: a source's own matrix where it has one block, else a copy. */
async function gather({ rows, dim, blocks }: RowSource): Promise<Matrix> {
  let data: Float32Array | undefined;
  let seen = 0;
  for await (const block of blocks()) {
    if (block.rows === rows) return block;
    data ??= new Float32Array(rows * dim);
    data.set(block.data, seen * dim);
    seen += block.rows;
  }
  return { data: data ?? new Float32Array(), rows, dim };
}

/**
 * By the products of the rows with each other: time grows with rows³ + rows² · dim, memory with rows² and,
 * where the source has several blocks, a copy of it. Components with less than 1e-10 of the largest variance are 0.
 */
export const gramPca: Decompose = async ({ source, mean }, { count, threads, signal }) => {
  const points = await gather(source);
  const gram = new Float64Array(points.rows * points.rows);
  await runJob(() => native().addGram({ points, mean, gram, threads }), signal);
  const components = new Float32Array(count * points.dim);
  const explainedVariance = new Float64Array(count);
  const job = { points, mean, gram, count, components, explainedVariance, threads };
  const totalVariance = await runJob(() => native().gramComponents(job), signal);
  return { components, explainedVariance, totalVariance };
};
