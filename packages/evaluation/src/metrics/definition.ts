import type { Contingency } from '../contingency/contingency.ts';
import type { TableSums } from '../contingency/table-sums.ts';
import type { Steps } from '../cooperative.ts';
import type { Matchings } from '../matching/matching.ts';

/** The test clusters of one run: what every metric is computed from. */
export interface MatchedTable {
  /** Clusters in rows, classes in columns, of the test split. */
  readonly table: Contingency;
  readonly matchings: Matchings;
}

/**
 * How the bootstrap follows a resample of the images. A mean over images follows exactly, cell by cell. Any
 * other metric follows by the jackknife: it is computed without each image in turn, from the table's sums.
 */
export type MetricInfluence =
  | {
      readonly by: 'image';
      /** What an image of a cluster and a class adds to the mean. */
      readonly of: (matchings: Matchings) => (cluster: number, label: number) => number;
    }
  | { readonly by: 'leaving-out'; readonly of: (rest: TableSums) => number };

/** All that Clusterboard knows of a metric. {@link registry} lists them. */
export interface MetricDefinition<Key extends string = string, Ranked extends boolean = boolean> {
  /** In reports, in the database, in URLs and, in capitals, in GraphQL's enum. */
  readonly key: Key;
  /** Heads a column. */
  readonly label: string;
  readonly name: string;
  /** Of the value that people are shown: the metric's times `factor`, with so many decimals. */
  readonly unit: string;
  readonly factor: number;
  readonly decimals: number;
  /** An infinite maximum is the entropy of the classes. */
  readonly range: { readonly min: number; readonly max: number };
  /** Which end is better. Boards start with the highest score, so there is no other direction yet. */
  readonly direction: 'higher';
  /** One sentence for people who do not know the metric. */
  readonly summary: string;
  /** For users of the API: what is measured, and its range. */
  readonly description: string;
  readonly formula: string;
  readonly source: string;
  /** Whether boards can be ordered by it; reports alone have the others. */
  readonly ranked: Ranked;
  /** Whether a board has its column before anyone has chosen columns. */
  readonly shownByDefault: boolean;
  /** Whether it stays the same when clusters and classes are exchanged. */
  readonly symmetric: boolean;
  /** Whether clusters are matched to classes on the train split, without which there is no value. */
  readonly needsTrain: boolean;
  /** In steps where it takes long. */
  readonly compute: (run: MatchedTable) => number | Steps<number>;
  readonly influence: MetricInfluence;
}

/** Keeps the key and `ranked` as literal types, from which the types of scores are derived. */
export const defineMetric = <const Key extends string, const Ranked extends boolean>(
  definition: MetricDefinition<Key, Ranked>,
): MetricDefinition<Key, Ranked> => definition;

/** How scores in [0, 1] are shown: the literature's habit of percentages. */
export const timesHundred = { unit: '×100', factor: 100, decimals: 2 } as const;
