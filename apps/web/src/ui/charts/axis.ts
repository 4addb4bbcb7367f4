import { scaleLinear, scaleLog, scaleUtc } from 'd3-scale';
import { formatCount, formatDay } from '../../features/formatting/format.ts';

export interface Tick {
  /** From 0 at the axis' start to 1 at its end. */
  readonly at: number;
  readonly label: string;
}

/** Where values lie along a plot, and the ticks that tell it. */
export interface Axis {
  readonly name: string;
  readonly ticks: readonly Tick[];
  /** 0 at the start, 1 at the end. */
  readonly place: (value: number) => number;
}

/** The smallest and the largest of some finite values; [0, 1] of none. */
const extentOf = (values: readonly number[]): [low: number, high: number] =>
  values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];

/** Room for a single value to stand in the middle. */
function widened([low, high]: [number, number], minSpan: number): [number, number] {
  const missing = minSpan - (high - low);
  return missing <= 0 ? [low, high] : [low - missing / 2, high + missing / 2];
}

interface LinearOptions {
  readonly format: (value: number) => string;
  /** The shortest length that the axis may have, in its values. */
  readonly minSpan: number;
  readonly count?: number;
}

/** A linear axis over all values, its ends at round numbers. */
export function linearAxis(name: string, values: readonly number[], options: LinearOptions): Axis {
  const { format, minSpan, count = 5 } = options;
  const scale = scaleLinear()
    .domain(widened(extentOf(values), minSpan))
    .nice(count)
    .range([0, 1]);
  const ticks = scale.ticks(count).map((value) => ({ at: scale(value), label: format(value) }));
  return { name, ticks, place: scale };
}

/** "100 k" rather than "100.0 k". */
const roundCount = (count: number): string => formatCount(count).replace('.0\u00a0', '\u00a0');

/** The part of a logarithmic axis that zeros stand in, apart from the rest. */
const zeroRoom = 0.1;

/** A logarithmic axis for counts and rates. Zeros, which have no logarithm, get a place of their own at its start. */
export function logAxis(name: string, values: readonly number[], format = roundCount): Axis {
  const positive = values.filter((value) => value > 0);
  const zeros = positive.length < values.length;
  const [low, high] = extentOf(positive.length === 0 ? [1, 10] : positive);
  const start = zeros ? zeroRoom : 0;
  const scale = scaleLog()
    .domain([low / 1.6, high * 1.6])
    .range([start, 1]);
  const all = scale.ticks();
  const powers = all.filter((value) => Number.isInteger(Math.log10(value)));
  const marked = powers.length >= 3 ? powers : all.filter((value) => /^[125]/.test(value.toExponential()));
  const ticks = marked.map((value) => ({ at: scale(value), label: format(value) }));
  return {
    name,
    ticks: zeros ? [{ at: zeroRoom / 3, label: '0' }, ...ticks] : ticks,
    place: (value) => (value > 0 ? scale(value) : zeroRoom / 3),
  };
}

const minute = 60_000;
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });

/** An axis of moments (milliseconds since 1970, UTC): days, or times of day where all is within two. */
export function timeAxis(name: string, values: readonly number[]): Axis {
  const domain = widened(extentOf(values), 10 * minute);
  const scale = scaleUtc().domain(domain).range([0.02, 0.98]);
  const sameDay = domain[1] - domain[0] < 2 * 24 * 60 * minute;
  const label = (at: Date) => (sameDay ? clock.format(at) : formatDay(at.toISOString()));
  return {
    name: sameDay ? `${name}, ${formatDay(new Date(domain[1]).toISOString())} (UTC)` : name,
    ticks: scale.ticks(4).map((at) => ({ at: scale(at), label: label(at) })),
    place: (value) => scale(value),
  };
}
