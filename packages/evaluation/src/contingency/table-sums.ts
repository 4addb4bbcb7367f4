/** What a metric of a contingency table can be computed from without the table: it is cheap to update by one image. */
export interface TableSums {
  readonly images: number;
  /** How many cells, clusters and classes have images. */
  readonly cells: number;
  readonly clusters: number;
  readonly classes: number;
  /** Σ x² over cells, clusters and classes. */
  readonly cellSquares: number;
  readonly clusterSquares: number;
  readonly classSquares: number;
  /** Σ x·ln x over cells, clusters and classes. */
  readonly cellMoments: number;
  readonly clusterMoments: number;
  readonly classMoments: number;
  /** The expectation of `cellMoments` for a random table with the same clusters and classes. */
  readonly expectedCellMoments: number;
}

/** Whether clusters and classes group the images alike. */
export const samePartition = ({ cells, clusters, classes }: TableSums): boolean =>
  cells === clusters && cells === classes;

/** Whether either side puts all images into one group. */
export const oneGroup = ({ clusters, classes }: TableSums): boolean => clusters === 1 || classes === 1;

/** Mutual information in nats, from the moments of cells: those of the table, or their expectation. */
export const informationOf = (
  { images, clusterMoments, classMoments }: TableSums,
  cellMoments: number,
): number => (cellMoments - (clusterMoments + classMoments)) / images + Math.log(images);

/** (H(clusters) + H(classes)) / 2 in nats. */
export const meanEntropyOf = ({ images, clusterMoments, classMoments }: TableSums): number =>
  Math.log(images) - (clusterMoments + classMoments) / (2 * images);
