import type { Value } from '../graph/axes.ts';
import type { Finding, OutputReading } from './read-output.ts';

interface Candidate {
  readonly reading: OutputReading;
  readonly value: Value;
  readonly bit: bigint;
}

const isRow = ({ reading }: Candidate): boolean => reading.layout?.value === 'nd';
const quoted = ({ reading: { name } }: Candidate): string =>
  `“${name.length > 60 ? `${name.slice(0, 59)}…` : name}”`;

/** Whether `later` is computed from `earlier`. */
const follows = (later: Candidate, earlier: Candidate): boolean =>
  later !== earlier && (later.value.upstream & earlier.bit) !== 0n;

const found = ({ reading: { name } }: Candidate, reason: string): Finding<string> => ({
  value: name,
  from: 'graph',
  reason,
});

function howReduced({ value: { reduced } }: Candidate): string {
  if (reduced === null) return 'it has one row per image';
  return reduced.first
    ? `it has one row per image, the first token (${reduced.by})`
    : `it has one row per image, a mean or maximum (${reduced.by})`;
}

/** Of outputs with one row per image: the one that the others are computed from, with fewer layers of a head. */
function chooseRow(rows: readonly Candidate[], others: readonly Candidate[]): Finding<string> | null {
  const scores = (row: Candidate) =>
    row.value.linear?.biased === true && others.some((other) => follows(row, other));
  const first = rows.filter((row) => !rows.some((other) => follows(row, other)) && !scores(row));
  const shortest = Math.min(...first.map(({ value }) => value.head));
  const kept = first.filter(({ value }) => value.head === shortest);
  const deepest = Math.max(...kept.map(({ value }) => value.depth));
  // Means of several stages: the last one. Two heads beside each other may both be meant.
  const left = shortest === 0 ? kept.filter(({ value }) => value.depth === deepest) : kept;
  const [only] = left;
  if (only === undefined || left.length > 1) return null;
  const after = rows.find((row) => follows(row, only));
  const of = after ? `, and ${quoted(after)} is computed from it` : '';
  return found(only, `${howReduced(only)}${of}`);
}

/** Of maps and tokens: the last, which is computed from all others. */
function chooseLast(candidates: readonly Candidate[]): Finding<string> | null {
  const heads = candidates.filter(
    (each) => each.value.linear?.biased !== true || !candidates.some((other) => follows(each, other)),
  );
  const last = heads.filter((each) => heads.every((other) => other === each || follows(each, other)));
  const [only] = last;
  if (only === undefined) return null;
  const before = candidates.find((other) => follows(only, other));
  return found(
    only,
    before ? `it is the last one, computed from ${quoted(before)} and others before it` : 'the only one',
  );
}

/**
 * Which of several outputs holds the features, by what the graph computes from what; names say nothing. null
 * where more than one may be meant.
 */
export function chooseOutput(
  readings: readonly OutputReading[],
  traced: ReadonlyMap<string, Value>,
  bitOf: (name: string) => bigint,
): Finding<string> | null {
  const [first] = readings;
  if (first === undefined) return null;
  if (readings.length === 1)
    return { value: first.name, from: 'only', reason: 'the only output of features' };
  const candidates = readings.flatMap((reading): Candidate[] => {
    const value = traced.get(reading.name);
    return value === undefined ? [] : [{ reading, value, bit: bitOf(reading.name) }];
  });
  if (candidates.length < readings.length) return null;
  const images = candidates.filter(({ value }) => value.image);
  const [only] = images;
  if (only === undefined) return null;
  if (images.length === 1) return found(only, 'the only one that depends on the image');
  const rows = images.filter(isRow);
  const others = images.filter((each) => !isRow(each));
  return (
    (rows.length > 0 ? chooseRow(rows, others) : null) ??
    (allScores(rows, others) ? chooseLast(others) : null)
  );
}

/** Whether every row is one of class scores, computed from an output that is none. */
const allScores = (rows: readonly Candidate[], others: readonly Candidate[]): boolean =>
  others.length > 0 &&
  rows.every((row) => row.value.linear?.biased === true && others.some((other) => follows(row, other)));
