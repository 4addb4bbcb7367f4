import { accuracy, type Matchings } from '../matching/matching.ts';
import { defineMetric, type MetricDefinition } from './definition.ts';

type Reading = 'accTrainMajority' | 'accTestAssignment' | 'accTestMajority';

/** Whether the class that a cluster is given is that of its images. */
export const hitsOf = (reading: Reading) => (matchings: Matchings) => (cluster: number, label: number) =>
  matchings[reading][cluster] === label ? 1 : 0;

/** Accuracy by another matching than the headline's: stands in reports, ranks nothing. */
const reading = <const Key extends Reading>(
  key: Key,
  how: string,
  needsTrain: boolean,
): MetricDefinition<Key, false> =>
  defineMetric({
    key,
    label: `ACC (${how})`,
    name: `Accuracy, ${how}`,
    unit: '%',
    factor: 100,
    decimals: 2,
    range: { min: 0, max: 1 },
    direction: 'higher',
    summary: `Share of test images of their cluster's class, ${how}.`,
    description: `Accuracy on test, clusters given classes by ${how}; in [0, 1].`,
    formula: `(1/n) Σᵢ [class(i) = m(cluster(i))], m: ${how}`,
    source: 'Zheltonozhskii, Baskin, Bronstein and Mendelson, 2020',
    ranked: false,
    shownByDefault: false,
    symmetric: false,
    needsTrain,
    compute: ({ table, matchings }) => accuracy(table, matchings[key]),
    influence: { by: 'image', of: hitsOf(key) },
  });

/** Every cluster takes its most frequent class on train. */
export const accTrainMajority = reading('accTrainMajority', 'majority on train', true);
/** Matched on the test labels themselves by linear assignment: an upper reading. */
export const accTestAssignment = reading('accTestAssignment', 'matched on test', false);
/** Every cluster takes its most frequent class on test: an upper reading. */
export const accTestMajority = reading('accTestMajority', 'majority on test', false);
