import {
  isOriginal,
  type OriginalMetric,
  type RankedMetric,
  rankedMetrics,
} from '@clusterboard/evaluation/metrics';

export type BoardMetric = RankedMetric;

/** What a board can be ranked by. */
export const boardMetrics = rankedMetrics;

/** What a result has of each metric. */
export interface MetricFigures {
  readonly mean: number;
  /** Sample standard deviation over seeds. */
  readonly std: number;
  /** 95% interval; null for results older than intervals. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The figures of a result by metric; it has none of metrics that came after it. */
export type EntryScores = Readonly<
  Record<Extract<BoardMetric, OriginalMetric>, MetricFigures> & Partial<Record<BoardMetric, MetricFigures>>
>;

/** Whether every result has it. A board by any other metric lists only the entries that do. */
export const everyResultHas = (metric: BoardMetric): boolean => isOriginal(metric);
