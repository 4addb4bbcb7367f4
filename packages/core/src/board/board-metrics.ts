import { Prisma } from '@clusterboard/database/client';
import { Metric } from '@clusterboard/database/enums';

export type BoardMetric = Metric;

/** What a board can be ranked by. */
export const boardMetrics = Object.values(Metric);

/** The columns of an evaluation that hold a metric's mean. */
export const meanColumn: Readonly<Record<BoardMetric, Prisma.Sql>> = {
  acc: Prisma.raw('"accMean"'),
  ari: Prisma.raw('"ariMean"'),
  ami: Prisma.raw('"amiMean"'),
  mi: Prisma.raw('"miMean"'),
  nmi: Prisma.raw('"nmiMean"'),
};

/** What an evaluation has of each metric. */
export interface MetricFigures {
  readonly mean: number;
  /** Sample standard deviation over seeds. */
  readonly std: number;
  /** 95% interval; null for results older than intervals. */
  readonly low: number | null;
  readonly high: number | null;
}

export type MetricColumns = {
  readonly [Key in `${BoardMetric}${'Mean' | 'Std'}`]: number;
} & {
  readonly [Key in `${BoardMetric}${'Low' | 'High'}`]: number | null;
};

export const figuresOf = (row: MetricColumns, metric: BoardMetric): MetricFigures => ({
  mean: row[`${metric}Mean`],
  std: row[`${metric}Std`],
  low: row[`${metric}Low`],
  high: row[`${metric}High`],
});
