import type { Contingency } from '../contingency/contingency.ts';
import { matchByMajority } from '../matching/matching.ts';

/** What one cluster holds of the test split. */
export interface ClusterSummary {
  readonly cluster: number;
  /** The class that it was matched to on train. */
  readonly matchedClass: number;
  /** The most frequent class of its test images, ties to the lowest; null where it has none. */
  readonly majorityClass: number | null;
  /** Test images in it. */
  readonly size: number;
  /** Share of its images that are of its majority class, in (0, 1]; null without images. */
  readonly purity: number | null;
  /** Share of its images that are of its matched class, in [0, 1]; null without images. */
  readonly matchedShare: number | null;
}

/**
 * One summary a cluster, by its index. Sizes weighted by `purity` give the purity of the clustering
 * (`accTestMajority`), weighted by `matchedShare` its ACC. Manning, Raghavan and Schütze, "Introduction to
 * information retrieval", 2008, section 16.3.
 *
 * @param table clusters in rows, classes in columns, of the test images
 */
export function summariseClusters(table: Contingency, matching: ArrayLike<number>): ClusterSummary[] {
  const { rows, rowSums, cellRow, cellCol, cellCount } = table;
  const majority = matchByMajority(table);
  const ofMajority = new Float64Array(rows);
  const ofMatched = new Float64Array(rows);
  for (const [i, count] of cellCount.entries()) {
    const cluster = cellRow[i] as number;
    if (cellCol[i] === majority[cluster]) ofMajority[cluster] = count;
    if (cellCol[i] === matching[cluster]) ofMatched[cluster] = count;
  }
  return Array.from({ length: rows }, (_, cluster) => {
    const size = rowSums[cluster] as number;
    const share = (count: number): number | null => (size === 0 ? null : count / size);
    return {
      cluster,
      matchedClass: matching[cluster] as number,
      majorityClass: size === 0 ? null : (majority[cluster] as number),
      size,
      purity: share(ofMajority[cluster] as number),
      matchedShare: share(ofMatched[cluster] as number),
    };
  });
}
