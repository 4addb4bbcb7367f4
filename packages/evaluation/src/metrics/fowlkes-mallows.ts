import { type Contingency, isSamePartition } from '../contingency/contingency.ts';
import { samePartition, type TableSums } from '../contingency/table-sums.ts';
import { defineMetric, timesHundred } from './definition.ts';

const pairs = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count * (count - 1), 0);

/** From the pairs of images that share both groups, a cluster, or a class. */
const geometricMean = (both: number, cluster: number, label: number): number =>
  both === 0 ? 0 : Math.sqrt(both / cluster) * Math.sqrt(both / label);

/**
 * Geometric mean of pairwise precision and recall, in [0, 1]; 1 for the same partition. Fowlkes and Mallows,
 * "A method for comparing two hierarchical clusterings", 1983. Pair counts stay below 2^53.
 */
function fowlkesMallows(table: Contingency): number {
  if (isSamePartition(table)) return 1;
  return geometricMean(pairs(table.cellCount), pairs(table.rowSums), pairs(table.colSums));
}

function fowlkesMallowsOf(sums: TableSums): number {
  if (samePartition(sums)) return 1;
  const { images, cellSquares, clusterSquares, classSquares } = sums;
  return geometricMean(cellSquares - images, clusterSquares - images, classSquares - images);
}

export const fmi = defineMetric({
  key: 'fmi',
  label: 'FMI',
  name: 'Fowlkes–Mallows index',
  ...timesHundred,
  range: { min: 0, max: 1 },
  direction: 'higher',
  summary: 'Geometric mean of pairwise precision and recall, not adjusted for chance.',
  description: 'Fowlkes–Mallows index on test: geometric mean of pairwise precision and recall; in [0, 1].',
  formula: '√(TP/(TP + FP) · TP/(TP + FN)) over pairs of images',
  source: 'Fowlkes and Mallows, "A method for comparing two hierarchical clusterings", 1983',
  ranked: true,
  shownByDefault: false,
  symmetric: true,
  needsTrain: false,
  compute: ({ table }) => fowlkesMallows(table),
  influence: { by: 'leaving-out', of: fowlkesMallowsOf },
});
