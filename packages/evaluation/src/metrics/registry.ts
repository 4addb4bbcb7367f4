import { acc } from './accuracy.ts';
import { accTestAssignment, accTestMajority, accTrainMajority } from './accuracy-readings.ts';
import { ami } from './adjusted-mutual-information.ts';
import { ari } from './adjusted-rand.ts';
import { completeness } from './completeness.ts';
import { fmi } from './fowlkes-mallows.ts';
import { homogeneity } from './homogeneity.ts';
import { mi } from './mutual-information.ts';
import { nmi } from './normalized-mutual-information.ts';
import { purity } from './purity.ts';

export type { MetricDefinition } from './definition.ts';

/**
 * Every metric, in the order of reports, boards and tables. Reports, scores in the database, GraphQL, pages,
 * exports and the command line follow from it.
 */
export const registry = [
  acc,
  accTrainMajority,
  accTestAssignment,
  accTestMajority,
  ari,
  ami,
  mi,
  nmi,
  fmi,
  homogeneity,
  completeness,
  purity,
] as const;

export type Definition = (typeof registry)[number];
export type Metric = Definition['key'];
export type RankedDefinition = Extract<Definition, { readonly ranked: true }>;
/** What a board can be ranked by. */
export type RankedMetric = RankedDefinition['key'];

export const metrics: readonly Metric[] = registry.map(({ key }) => key);

export const rankedDefinitions: readonly RankedDefinition[] = registry.filter(
  (definition): definition is RankedDefinition => definition.ranked,
);

export const rankedMetrics: readonly RankedMetric[] = rankedDefinitions.map(({ key }) => key);

/** The metrics that every report has, however old. Those that came later are missing in reports older than they. */
export const originalMetrics = [
  'acc',
  'accTrainMajority',
  'accTestAssignment',
  'accTestMajority',
  'ari',
  'ami',
  'mi',
  'nmi',
] as const satisfies readonly Metric[];

export type OriginalMetric = (typeof originalMetrics)[number];

export const isOriginal = (metric: Metric): metric is OriginalMetric =>
  originalMetrics.some((original) => original === metric);

/** A value for each metric. */
export const byMetric = <T>(make: (metric: Metric) => T): Record<Metric, T> =>
  Object.fromEntries(metrics.map((metric) => [metric, make(metric)])) as Record<Metric, T>;

const definitions = new Map<Metric, Definition>(registry.map((definition) => [definition.key, definition]));

export function definitionOf(metric: Metric): Definition {
  const definition = definitions.get(metric);
  if (!definition) throw new RangeError(`there is no metric ${metric}`);
  return definition;
}
