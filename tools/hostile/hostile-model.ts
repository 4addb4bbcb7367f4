import { node, value, writeModel } from '@clusterboard/onnx/model-writer';
import { bytes, integer, joined, text } from '@clusterboard/onnx/wire-writer';
import type { ProblemCode } from '@clusterboard/problems';

/** A file that somebody could submit to do harm, or by a mistake that does as much. */
export interface HostileModel {
  /** Unique within its class; a file name. */
  readonly name: string;
  /** Where it ends: read as data, or run in the sandbox. */
  readonly ends: 'read' | 'run';
  /** Several where the platform decides, such as how the runtime fails without memory. */
  readonly expected: readonly Ending[];
  /** Deterministic. */
  readonly bytes: () => Uint8Array;
}

/** `EVALUATED`: it does no harm and is scored like any other. */
export type Ending = ProblemCode | 'EVALUATED';

const several = (expected: Ending | readonly Ending[]) =>
  typeof expected === 'string' ? [expected] : expected;

/** A file that is refused before anything of it runs. */
export const refused = (
  name: string,
  expected: Ending | readonly Ending[],
  bytes: () => Uint8Array,
): HostileModel => ({ name, ends: 'read', expected: several(expected), bytes });

/** A file that can only be judged by running it. */
export const run = (
  name: string,
  expected: Ending | readonly Ending[],
  bytes: () => Uint8Array,
): HostileModel => ({ name, ends: 'run', expected: several(expected), bytes });

// Encoders of 4 × 4 grey images.

export const side = 4;
export const pixels = side * side;

export type Node = ReturnType<typeof node>;
export type Graph = Parameters<typeof writeModel>[0];
type Sizes = readonly (number | string)[];

export const image = value('image', ['batch', 1, side, side]);
export const features = (shape: Sizes | null = ['batch', pixels]) => value('features', shape);
/** The pixels as `pixels` [batch, 16]. */
export const flatten = (output = 'pixels') => node('Flatten', ['image'], [output], { axis: 1n });

/** An encoder whose nodes make `features`; everything else as in an honest file, unless it is given. */
export const encoder = (
  nodes: readonly Node[],
  graph: Partial<Graph> = {},
  versions: { irVersion?: number; opset?: number } = {},
) => writeModel({ input: [image], output: [features()], node: [...nodes], ...graph }, [], versions);

/** The pixels as features. */
export const honest = (graph: Partial<Graph> = {}) => encoder([flatten('features')], graph);

// The same, field by field, for what the writer of models cannot write.

const rawDimension = (size: number | bigint | string) =>
  bytes(1, typeof size === 'string' ? text(2, size) : integer(1, size));

/** A graph input (field 11) or output (12). */
export const rawValue = (
  field: 11 | 12,
  name: string,
  dimensions: readonly (number | bigint | string)[],
  elementType: number | bigint = 1,
) =>
  bytes(
    field,
    text(1, name),
    bytes(2, bytes(1, integer(1, elementType), bytes(2, ...dimensions.map(rawDimension)))),
  );

export const rawInput = rawValue(11, 'image', ['batch', 1, side, side]);
export const rawOutput = rawValue(12, 'features', ['batch', pixels]);
export const rawFlatten = bytes(1, text(1, 'image'), text(2, 'features'), text(4, 'Flatten'));
export const irVersion = integer(1, 8);
export const opset = bytes(8, integer(2, 13));

/** An honest encoder with further fields in its graph. */
export const rawModel = (...graphFields: readonly Uint8Array[]) =>
  joined([irVersion, opset, bytes(7, rawFlatten, rawInput, rawOutput, ...graphFields)]);
