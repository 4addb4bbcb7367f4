/**
 * PCA of features wider than the covariance is decomposed for: by the products of few rows, and by block Lanczos
 * of many. Each beside scikit-learn (LAPACK's full SVD; ARPACK) on the same rows, in float64 and one run.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fitPca } from '@clusterboard/clustering';
import { runSklearnPca, sklearnPeerIsInstalled } from './peers/sklearn-peer.ts';
import type { Benchmark, Row } from './report.ts';

const dim = 8192;
const components = 256;
const threads = availableParallelism();

/** Uniform, with a spread that falls with the column. */
function fallingRows(rows: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: rows * dim }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32 - 0.5) / (1 + (i % dim) / 50);
  });
}

async function measureFit(rows: number, solver: 'full' | 'arpack'): Promise<Row> {
  const data = fallingRows(rows);
  const began = performance.now();
  const { explainedVariance } = await fitPca({ data, rows, dim }, { components, threads });
  const seconds = (performance.now() - began) / 1000;
  if (!sklearnPeerIsInstalled()) return { rows, dim, seconds };
  const folder = mkdtempSync(join(tmpdir(), 'wide-pca-'));
  try {
    const path = join(folder, 'rows.f32');
    writeFileSync(path, data);
    const peer = runSklearnPca(path, dim, components, solver);
    const difference = Math.max(
      ...peer.variance.map((value, i) => Math.abs(value - (explainedVariance[i] ?? 0))),
    );
    return {
      rows,
      dim,
      seconds,
      'scikit-learn': peer.seconds,
      'times as fast': peer.seconds / seconds,
      'largest difference of a variance': difference,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const measure: Benchmark = async () => [
  await measureFit(1500, 'full'),
  await measureFit(5000, 'arpack'),
];
