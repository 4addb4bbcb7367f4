import type { Constant } from './constant.ts';
import type { GraphNode, GraphOutline } from './outline.ts';

/** What a chain of nodes makes of a pixel value in each channel: `factor × value + shift`. */
export interface Affine {
  readonly factor: readonly number[];
  readonly shift: readonly number[];
}

interface Step extends Affine {
  readonly text: string;
  /** Statistics that a layer has learned, rather than constants that somebody wrote down. */
  readonly learned: boolean;
}

/** Nodes that ask for the size of their input only. */
const asks = new Set(['Shape', 'Size']);

const short = (value: number): string => String(Number(value.toPrecision(4)));
const list = (values: readonly number[]): string => [...new Set(values.map(short))].join(', ');

/** What is known of the graph: its constants by name, and at most two nodes that take each tensor. */
interface Lookup {
  readonly constants: ReadonlyMap<string, Pick<Constant, 'shape' | 'values'>>;
  readonly consumers: ReadonlyMap<string, readonly GraphNode[]>;
}

function constantsOf({ nodes, constants }: GraphOutline): Lookup['constants'] {
  const known = new Map<string, Pick<Constant, 'shape' | 'values'>>(constants);
  for (const { operator, outputs, attributes } of nodes) {
    const [output] = outputs;
    if (operator !== 'Constant' || output === undefined) continue;
    const { tensor } = attributes.get('value') ?? {};
    const values = (attributes.get('value_float') ?? attributes.get('value_floats'))?.floats;
    if (tensor) known.set(output, tensor);
    else if (values) known.set(output, { shape: [values.length], values });
  }
  return known;
}

function consumersOf({ nodes }: GraphOutline): Lookup['consumers'] {
  const consumers = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    if (asks.has(node.operator)) continue;
    for (const name of new Set(node.inputs)) {
      const known = consumers.get(name);
      if (known === undefined) consumers.set(name, [node]);
      else if (known.length < 2) known.push(node);
    }
  }
  return consumers;
}

export const lookUp = (outline: GraphOutline): Lookup => ({
  constants: constantsOf(outline),
  consumers: consumersOf(outline),
});

/** A constant with one value, or one for each channel. */
function perChannel({ constants }: Lookup, name: string | undefined): readonly number[] | null {
  const found = name === undefined ? undefined : constants.get(name);
  const values = found?.values;
  if (!found || !values?.every(Number.isFinite)) return null;
  const channels = found.shape.filter((size) => size !== 1);
  if (channels.length > 1 || (values.length !== 1 && values.length !== 3)) return null;
  return values;
}

export function arithmetic(lookup: Lookup, node: GraphNode, from: string): Step | null {
  const { operator, inputs } = node;
  const first = inputs[0] === from;
  const values = perChannel(lookup, first ? inputs[1] : inputs[0]);
  if (values === null) return null;
  const zeros = values.map(() => 0);
  const ones = values.map(() => 1);
  const text = `${operator} ${list(values)}`;
  const step = (factor: readonly number[], shift: readonly number[]): Step => ({
    factor,
    shift,
    text,
    learned: false,
  });
  if (operator === 'Add') return step(ones, values);
  if (operator === 'Mul') return step(values, zeros);
  if (operator === 'Div') {
    return first
      ? step(
          values.map((value) => 1 / value),
          zeros,
        )
      : null;
  }
  if (operator !== 'Sub') return null;
  return first
    ? step(
        ones,
        values.map((value) => -value),
      )
    : step(
        ones.map((one) => -one),
        values,
      );
}

/** Of a BatchNormalization, its running mean and variance: those of the values it was trained on. */
export function statistics(lookup: Lookup, { inputs, attributes }: GraphNode): Step | null {
  const mean = perChannel(lookup, inputs[3]);
  const variance = perChannel(lookup, inputs[4]);
  if (mean === null || variance === null || mean.length !== variance.length) return null;
  const [epsilon = 1e-5] = attributes.get('epsilon')?.floats ?? [];
  const factor = variance.map((value) => 1 / Math.sqrt(Math.max(0, value) + epsilon));
  return {
    factor,
    shift: mean.map((value, channel) => -value * (factor[channel] ?? 0)),
    text: `BatchNormalization with mean ${list(mean)}`,
    learned: true,
  };
}
