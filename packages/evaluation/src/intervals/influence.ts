import { type Contingency, contingencyTable, type Labels } from '../contingency/contingency.ts';
import { logMoments } from '../contingency/log-moment.ts';
import type { TableSums } from '../contingency/table-sums.ts';
import type { Steps } from '../cooperative.ts';
import type { Matchings } from '../matching/matching.ts';
import type { MetricInfluence } from '../metrics/definition.ts';
import { registry } from '../metrics/registry.ts';
import type { Scores } from '../scoring/scores.ts';
import { expectedJointWithout } from './expected-joint.ts';

/** The test assignment of one seed, its scores, and the classes of its clusters behind each accuracy. */
export interface ScoredAssignment {
  readonly clusters: Labels;
  readonly matchings: Matchings;
  readonly scores: Scores;
}

/** What each image does to each metric. Images of one cluster and one class do the same. */
export interface Influence {
  /** The cell of each image among those that are not zero: [images]. */
  readonly cellOf: Int32Array;
  readonly cells: number;
  /**
   * How much a metric would change if the weight of an image of the cell grew by 1/n, times n; 0 on
   * average over the images. Row-major [cells, metrics].
   */
  readonly values: Float64Array;
}

const width = registry.length;

function cellsOfImages(table: Contingency, clusters: Labels, labels: Labels): Int32Array {
  const cells = new Map<number, number>();
  for (let cell = 0; cell < table.cellCount.length; cell++) {
    cells.set((table.cellRow[cell] as number) * table.cols + (table.cellCol[cell] as number), cell);
  }
  const cellOf = new Int32Array(labels.length);
  for (let i = 0; i < cellOf.length; i++) {
    cellOf[i] = cells.get((clusters[i] as number) * table.cols + (labels[i] as number)) ?? -1;
  }
  return cellOf;
}

const occupied = (counts: Float64Array): number => counts.reduce((n, count) => n + (count > 0 ? 1 : 0), 0);
const squares = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count * count, 0);

/** The sums of the table without one image of each cell in turn. */
function* sumsWithout(table: Contingency): Steps<(cell: number) => TableSums> {
  const { total, rowSums, colSums, cellRow, cellCol, cellCount } = table;
  const moments = logMoments(rowSums.reduce((most, size) => Math.max(most, size), 0));
  const colMoments = logMoments(colSums.reduce((most, size) => Math.max(most, size), 0));
  const momentsOf = (counts: Float64Array, of: Float64Array): number =>
    counts.reduce((sum, count) => sum + (of[count] as number), 0);
  const whole = {
    cellSquares: squares(cellCount),
    clusterSquares: squares(rowSums),
    classSquares: squares(colSums),
    cellMoments: momentsOf(cellCount, moments),
    clusterMoments: momentsOf(rowSums, moments),
    classMoments: momentsOf(colSums, colMoments),
    clusters: occupied(rowSums),
    classes: occupied(colSums),
  };
  yield;
  const expectedCellMoments = yield* expectedJointWithout(table, moments);
  const less = (of: Float64Array, size: number): number => (of[size - 1] as number) - (of[size] as number);
  return (cell) => {
    const count = cellCount[cell] as number;
    const row = rowSums[cellRow[cell] as number] as number;
    const col = colSums[cellCol[cell] as number] as number;
    return {
      images: total - 1,
      cells: cellCount.length - (count === 1 ? 1 : 0),
      clusters: whole.clusters - (row === 1 ? 1 : 0),
      classes: whole.classes - (col === 1 ? 1 : 0),
      cellSquares: whole.cellSquares - 2 * count + 1,
      clusterSquares: whole.clusterSquares - 2 * row + 1,
      classSquares: whole.classSquares - 2 * col + 1,
      cellMoments: whole.cellMoments + less(moments, count),
      clusterMoments: whole.clusterMoments + less(moments, row),
      classMoments: whole.classMoments + less(colMoments, col),
      expectedCellMoments: expectedCellMoments(row, col),
    };
  };
}

type InfluenceBy<By extends MetricInfluence['by']> = Extract<MetricInfluence, { readonly by: By }>['of'];

/** The metrics that follow the images in one of the two ways, with their columns. */
const columnsBy = <By extends MetricInfluence['by']>(by: By) =>
  registry.flatMap(({ influence }: { readonly influence: MetricInfluence }, column) =>
    influence.by === by ? [{ column, of: influence.of as InfluenceBy<By> }] : [],
  );

const exact = columnsBy('image');
const jackknifed = columnsBy('leaving-out');

/**
 * The influence of each image on each metric. For means over images it is exact; for the other
 * metrics it is the jackknife's: (n − 1) times what leaving the image out takes away. Efron and Stein, "The
 * jackknife estimate of variance", 1981: on average it shows no less spread than there is.
 *
 * The matchings stay as they are. On train they do not depend on the test images; on test a small change
 * of an optimal matching's data changes its value as if the matching were fixed.
 */
export function* influenceSteps(
  { clusters, matchings }: ScoredAssignment,
  labels: Labels,
  size: { readonly rows: number; readonly cols: number },
): Steps<Influence> {
  const table = contingencyTable(clusters, labels, size);
  const cells = table.cellCount.length;
  const values = new Float64Array(cells * width);
  yield;
  for (const { column, of } of exact) {
    const shareOf = of(matchings);
    for (let cell = 0; cell < cells; cell++) {
      values[cell * width + column] = shareOf(table.cellRow[cell] as number, table.cellCol[cell] as number);
    }
  }
  if (table.total > 1) {
    const without = yield* sumsWithout(table);
    for (let cell = 0; cell < cells; cell++) {
      const rest = without(cell);
      for (const { column, of } of jackknifed) {
        values[cell * width + column] = -(table.total - 1) * of(rest);
      }
      if (cell % 1024 === 0) yield;
    }
  }
  centre(values, table);
  yield;
  return { cellOf: cellsOfImages(table, clusters, labels), cells, values };
}

/** Takes each metric's mean over the images away: no test set is nearer to the truth than the whole. */
function centre(values: Float64Array, { total, cellCount }: Contingency): void {
  for (let metric = 0; metric < width; metric++) {
    let sum = 0;
    for (let cell = 0; cell < cellCount.length; cell++) {
      sum += (cellCount[cell] as number) * (values[cell * width + metric] as number);
    }
    for (let at = metric; at < values.length; at += width) values[at] = (values[at] as number) - sum / total;
  }
}
