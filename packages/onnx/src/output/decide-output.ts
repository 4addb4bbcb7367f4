import { type Problem, problem } from '@clusterboard/problems';
import type { Pooling } from '../poolings.ts';
import { formatShape } from '../shape.ts';
import { isMap, type Layout } from './layouts.ts';
import { type Finding, featuresIn, type OutputReading, poolingsOf } from './read-output.ts';
import type { OutputReadings } from './read-outputs.ts';

/** What is said about an output; what is left out is read from the file. */
export interface GivenOutput {
  readonly output?: string | null | undefined;
  readonly layout?: Layout | null | undefined;
  readonly pooling?: Pooling | null | undefined;
}

/** Where each came from, as a person reads it. */
export interface OutputReasons {
  readonly output: string;
  readonly layout: string;
  readonly pooling: string;
}

/** How an output becomes one row of features per image. */
export interface OutputDecision {
  readonly name: string;
  readonly layout: Layout;
  readonly pooling: Pooling;
  /** Features per image; null where the file does not tell. */
  readonly dim: number | null;
  readonly reasons: OutputReasons;
}

export type DecidedOutput =
  | { readonly ok: true; readonly value: OutputDecision }
  | { readonly ok: false; readonly field: keyof OutputReasons; readonly problem: Problem };

const sources = { graph: 'read from the graph: ', shape: 'read from the shape: ', only: '' } as const;

/** Where a value came from; what the file says against one that was given is told with it. */
function reasonOf<Found>(
  given: Found | null | undefined,
  finding: Finding<Found> | null,
  value: Found,
): string {
  const read = finding && `${sources[finding.from]}${finding.reason}`;
  if (given === null || given === undefined) return read ?? 'default';
  if (finding === null) return 'given';
  return finding.value === value ? `given; ${read}` : `given, against what is ${read}`;
}

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

const listed = (readings: readonly OutputReading[]): string =>
  readings
    .slice(0, 6)
    .map(({ name, shape }) => `${shorten(name)} ${shorten(formatShape(shape))}`)
    .join(', ') + (readings.length > 6 ? ', …' : '');

const refusal = (field: keyof OutputReasons, found: Problem): DecidedOutput => ({
  ok: false,
  field,
  problem: found,
});

function readPooling({ classToken }: OutputReading, layout: Layout): Finding<Pooling> | null {
  if (layout === 'nd') return { value: 'none', from: 'shape', reason: 'there is one row per image' };
  if (isMap(layout)) return { value: 'mean', from: 'shape', reason: 'a map is averaged over its positions' };
  return classToken && { ...classToken, value: classToken.value ? 'first' : 'mean' };
}

function decidePooling(reading: OutputReading, layout: Layout, given: Pooling | null | undefined) {
  const finding = readPooling(reading, layout);
  const possible = poolingsOf(layout);
  const details = { output: shorten(reading.name), shape: shorten(formatShape(reading.shape)) };
  // One row per image is its own mean, which clients asked for by default.
  const wanted = layout === 'nd' && given === 'mean' ? null : given;
  const value = wanted ?? finding?.value;
  if (value === undefined) return problem('POOLING_UNCLEAR', details);
  if (!possible.includes(value))
    return problem('POOLING_MISMATCH', { ...details, pooling: value, possible: possible.join(' or ') });
  return { value, reason: reasonOf(wanted, finding, value) };
}

/**
 * Which output holds the features, what its axes are and how it is pooled: as given, else as the file shows. The
 * one rule of the command, the API, the worker and the form; where the file allows two readings, it fails with
 * OUTPUT_UNCLEAR, LAYOUT_UNCLEAR or POOLING_UNCLEAR. What does not fit fails with OUTPUT_MISSING,
 * LAYOUT_MISMATCH or POOLING_MISMATCH.
 */
export function decideOutput({ outputs, chosen }: OutputReadings, given: GivenOutput = {}): DecidedOutput {
  const name = given.output ?? chosen?.value;
  if (name === undefined) return refusal('output', problem('OUTPUT_UNCLEAR', { names: listed(outputs) }));
  const reading = outputs.find((output) => output.name === name);
  if (reading === undefined) {
    return refusal('output', problem('OUTPUT_MISSING', { output: shorten(name), names: listed(outputs) }));
  }
  const details = {
    output: shorten(name),
    shape: shorten(formatShape(reading.shape)),
    possible: reading.layouts.join(' or '),
  };
  const layout = given.layout ?? reading.layout?.value;
  if (layout === undefined) return refusal('layout', problem('LAYOUT_UNCLEAR', details));
  if (!reading.layouts.includes(layout))
    return refusal('layout', problem('LAYOUT_MISMATCH', { ...details, layout }));
  const pooling = decidePooling(reading, layout, given.pooling);
  if ('code' in pooling) return refusal('pooling', pooling);
  return {
    ok: true,
    value: {
      name,
      layout,
      pooling: pooling.value,
      dim: featuresIn(reading, layout),
      reasons: {
        output: withScores(reasonOf(given.output, chosen, name), reading),
        layout: reasonOf(given.layout, reading.layout, layout),
        pooling: pooling.reason,
      },
    },
  };
}

/** Class scores are features of a kind, and scored as such; but whoever sees the score should know. */
const withScores = (reason: string, { linear }: OutputReading): string =>
  linear ? `${reason}; ${scoresOf(linear)}` : reason;

const scoresOf = ({ operator, from, to }: NonNullable<OutputReading['linear']>): string =>
  operator === 'Softmax'
    ? 'it ends in a Softmax, as class probabilities do'
    : `it comes straight from a ${operator}${typeof from === 'number' && typeof to === 'number' ? ` (${from} to ${to} values)` : ''}, as class scores and projections do`;

/** Told of an output that is as wide as the classes and comes from a linear layer; null of any other. */
export function classScores(
  { outputs }: OutputReadings,
  { name }: OutputDecision,
  classes: number,
): string | null {
  const linear = outputs.find((output) => output.name === name)?.linear;
  if (!linear || (!linear.biased && linear.to !== classes)) return null;
  const width = linear.to === classes ? `is as wide as the ${classes} classes and ` : '';
  return `The output “${shorten(name)}” ${width}${scoresOf(linear).replace(/^it /, '')}: these may not be features, but are scored as such.`;
}
