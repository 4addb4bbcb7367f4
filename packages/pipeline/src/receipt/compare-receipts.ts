import { metrics } from '@clusterboard/evaluation';
import type { Receipt } from './receipt.ts';

/** In the order in which one follows from the other: a difference in a step shows in those after it. */
export const steps = [
  'model',
  'dataset',
  'preprocessing',
  'protocol',
  'features',
  'pca',
  'centroids',
  'assignments',
  'scores',
  'intervals',
  'curves',
  'probes',
] as const;

export type Step = (typeof steps)[number];

type Leaf = string | number | boolean | null | undefined;

/** One number, hash or word of a receipt beside the one that came out now. */
export interface Comparison {
  readonly step: Step;
  /** Where it stands in the receipt, such as `report.summary.acc.mean`. */
  readonly name: string;
  readonly receipt: Leaf;
  /** Undefined where nothing like it came out. */
  readonly recomputed: Leaf;
  readonly same: boolean;
}

function* leavesOf(value: unknown, name: string): Generator<[string, Leaf]> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* leavesOf(item, `${name}.${index}`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* leavesOf(item, `${name}.${key}`);
  } else {
    yield [name, value as Leaf];
  }
}

/** The step that a leaf belongs to; null for what may differ between two runs or is held by a hash. */
function stepOf(name: string): Step | null {
  const [part = '', second = ''] = name.split('.');
  switch (part) {
    case 'model':
      return 'model';
    case 'dataset':
      // What people call it is theirs.
      return second === 'slug' || second === 'name' ? null : 'dataset';
    case 'output':
      // Words about it.
      return second === 'reasons' ? null : 'preprocessing';
    case 'input':
    case 'preprocessing':
      return 'preprocessing';
    case 'protocol':
      return 'protocol';
    case 'features':
      return 'features';
    case 'pca':
      return 'pca';
    case 'runs':
      return name.endsWith('.centroidsSha256') ? 'centroids' : 'assignments';
    case 'report':
      return stepOfReport(name, second);
    default:
      return null;
  }
}

function stepOfReport(name: string, part: string): Step {
  if (part === 'protocol') return 'protocol';
  if (part === 'pca' || part === 'pcaDim') return 'pca';
  if (part === 'curves' || part === 'probes') return part;
  return name.includes('.interval.') ? 'intervals' : 'scores';
}

/** Tells the values of metrics that a receipt lacks because it is older than they are. */
function ofNewerMetric({ report }: Receipt): (name: string) => boolean {
  const newer = metrics.filter((metric) => report.summary[metric] === undefined);
  const value = new RegExp(`^report\\..*\\b(scores|summary)\\.(${newer.join('|')})(\\.|$)`);
  return (name) => newer.length > 0 && value.test(name);
}

/**
 * Holds every number of a receipt against a recomputed one, in the order of the steps. Metrics that came after
 * the receipt was made have nothing to be held against.
 */
export function compareReceipts(receipt: Receipt, recomputed: Receipt): Comparison[] {
  const given = new Map(leavesOf({ ...receipt, sha256: undefined }, ''));
  const found = new Map(leavesOf({ ...recomputed, sha256: undefined }, ''));
  const isNewer = ofNewerMetric(receipt);
  const comparisons: Comparison[] = [];
  for (const dotted of new Set([...given.keys(), ...found.keys()])) {
    const name = dotted.slice(1);
    const step = stepOf(name);
    if (step === null || (isNewer(name) && !given.has(dotted))) continue;
    const [one, other] = [given.get(dotted), found.get(dotted)];
    comparisons.push({ step, name, receipt: one, recomputed: other, same: one === other });
  }
  return comparisons.sort((left, right) => steps.indexOf(left.step) - steps.indexOf(right.step));
}
