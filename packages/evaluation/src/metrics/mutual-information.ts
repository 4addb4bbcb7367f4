import { type Contingency, hasOneGroup } from '../contingency/contingency.ts';
import { informationOf, oneGroup, samePartition, type TableSums } from '../contingency/table-sums.ts';
import { defineMetric } from './definition.ts';

/** Σ nᵢⱼ/n · ln(n·nᵢⱼ / (aᵢ·bⱼ)) in nats; never negative, 0 when either side has one group. */
export function mutualInformation(table: Contingency): number {
  if (hasOneGroup(table)) return 0;
  const { total, rowSums, colSums, cellRow, cellCol, cellCount } = table;
  let sum = 0;
  for (let i = 0; i < cellCount.length; i++) {
    const count = cellCount[i] as number;
    const a = rowSums[cellRow[i] as number] as number;
    const b = colSums[cellCol[i] as number] as number;
    sum += (count / total) * Math.log((total * count) / (a * b));
  }
  return Math.max(0, sum);
}

/** {@link mutualInformation} from sums. */
export function mutualInformationOf(sums: TableSums): number {
  const mi = informationOf(sums, sums.cellMoments);
  if (samePartition(sums)) return Math.max(0, mi);
  return oneGroup(sums) ? 0 : mi;
}

export const mi = defineMetric({
  key: 'mi',
  label: 'MI',
  name: 'Mutual information',
  unit: 'nats',
  factor: 1,
  decimals: 3,
  range: { min: 0, max: Number.POSITIVE_INFINITY },
  direction: 'higher',
  summary: 'Mutual information of clusters and classes, in nats.',
  description: 'Mutual information on test, in nats.',
  formula: 'Σ nᵢⱼ/n · ln(n·nᵢⱼ / (aᵢ·bⱼ))',
  source: 'Shannon, "A mathematical theory of communication", 1948',
  ranked: true,
  shownByDefault: true,
  symmetric: true,
  needsTrain: false,
  compute: ({ table }) => mutualInformation(table),
  influence: { by: 'leaving-out', of: mutualInformationOf },
});
