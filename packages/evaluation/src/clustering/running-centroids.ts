import type { Matrix } from '@clusterboard/clustering';
import type { Random } from '../random.ts';

/** Centroids that are the means of all rows that they were ever given. */
export class RunningCentroids {
  readonly centroids: Matrix;
  /** Clusters restarted so far. */
  restarted = 0;
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;
  private readonly ratio: number;
  private rowsSinceRestart = 0;

  constructor(start: Matrix, reassignmentRatio: number) {
    this.centroids = start;
    this.ratio = reassignmentRatio;
    this.sums = new Float64Array(start.data.length);
    this.counts = new Float64Array(start.rows);
  }

  /** Moves each centroid to the mean of the rows it had and those of `batch` that `assignment` gives it. */
  add({ data, rows, dim }: Matrix, assignment: Int32Array): void {
    const moved = new Uint8Array(this.counts.length);
    for (let row = 0; row < rows; row++) {
      const cluster = assignment[row] as number;
      moved[cluster] = 1;
      this.counts[cluster] = (this.counts[cluster] as number) + 1;
      const from = row * dim;
      const to = cluster * dim;
      for (let i = 0; i < dim; i++) {
        this.sums[to + i] = (this.sums[to + i] as number) + (data[from + i] as number);
      }
    }
    for (let cluster = 0; cluster < moved.length; cluster++) {
      if (moved[cluster] === 0) continue;
      const count = this.counts[cluster] as number;
      for (let i = cluster * dim; i < (cluster + 1) * dim; i++) {
        this.centroids.data[i] = (this.sums[i] as number) / count;
      }
    }
  }

  /**
   * Starts clusters with fewer rows than `reassignmentRatio` of the largest one's again, each at a row of
   * the batch of its own, with as many rows as the smallest of the others has: at most half a batch at
   * a time, smallest first, when some cluster is empty or ten rows a cluster came since the last time.
   */
  restartSmall(batch: Matrix, random: Random): void {
    const { counts } = this;
    this.rowsSinceRestart += batch.rows;
    if (this.rowsSinceRestart < 10 * counts.length && !counts.includes(0)) return;
    this.rowsSinceRestart = 0;
    const limit = this.ratio * counts.reduce((most, count) => Math.max(most, count), 0);
    const small = [...counts.keys()]
      .filter((cluster) => (counts[cluster] as number) < limit)
      .sort((a, b) => (counts[a] as number) - (counts[b] as number) || a - b)
      .slice(0, Math.floor(batch.rows / 2));
    if (small.length === 0) return;
    const restarted = new Set(small);
    const least = counts.reduce((l, count, c) => (restarted.has(c) ? l : Math.min(l, count)), Infinity);
    const rows = new Int32Array(batch.rows).map((_, row) => row);
    random.shuffle(rows);
    for (const [i, cluster] of small.entries()) this.restart(cluster, batch, rows[i] as number, least);
    this.restarted += small.length;
  }

  private restart(cluster: number, { data, dim }: Matrix, row: number, count: number): void {
    this.counts[cluster] = count;
    for (let i = 0; i < dim; i++) {
      const value = data[row * dim + i] as number;
      this.centroids.data[cluster * dim + i] = value;
      this.sums[cluster * dim + i] = value * count;
    }
  }
}
