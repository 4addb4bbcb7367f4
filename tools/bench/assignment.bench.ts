/**
 * The assignment step with nothing left out, as a share of the bare single-precision matrix product of the
 * same shape in the same process and on the same two threads; turn by turn, medians of nine. Uniform data.
 */
import { type Matrix, measureStepRates } from '@clusterboard/clustering';
import { uniformRows } from './features/example-features.ts';
import { type Benchmark, median, type Row } from './report.ts';

const repeats = 9;
const threads = 2;

async function compare(points: Matrix, clusters: number): Promise<Row> {
  const { data, rows, dim } = points;
  const centroids = { data: data.subarray(0, clusters * dim), rows: clusters, dim };
  const rates = [];
  for (let i = 0; i < repeats; i++) rates.push(await measureStepRates(points, centroids, { threads }));
  return {
    rows,
    dim,
    k: clusters,
    'assignment GFLOP/s': median(rates.map(({ assignment }) => assignment)) / 1e9,
    'product GFLOP/s': median(rates.map(({ product }) => product)) / 1e9,
    'share of the product': median(rates.map(({ assignment, product }) => assignment / product)),
  };
}

export const measure: Benchmark = async () => {
  const wide = await uniformRows(100_000, 256);
  const narrow = await uniformRows(60_000, 128);
  return [
    await compare(wide, 1000),
    await compare(narrow, 1000),
    await compare(wide, 100),
    await compare(narrow, 100),
  ];
};
