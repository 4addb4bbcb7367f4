import { createRequire } from 'node:module';
import type { onnx } from 'onnx-proto';
import type { Dimension } from './inspection.ts';

// Writes small ONNX files: the baselines, and models for tests.

// A CommonJS module whose exports Node's loader cannot name.
const proto: typeof import('onnx-proto') = createRequire(import.meta.url)('onnx-proto');
const { DataType } = proto.onnx.TensorProto;
const { AttributeType } = proto.onnx.AttributeProto;

type Attribute =
  | number
  | bigint
  | string
  | readonly bigint[]
  | onnx.ITensorProto
  | { readonly body: onnx.IGraphProto };

export type WrittenType = 'float32' | 'float16' | 'uint8' | 'int64' | 'bool';

const dataTypes: Record<WrittenType, onnx.TensorProto.DataType> = {
  float32: DataType.FLOAT,
  float16: DataType.FLOAT16,
  uint8: DataType.UINT8,
  int64: DataType.INT64,
  bool: DataType.BOOL,
};

/** A graph input or output; `null` leaves even the rank open. */
export function value(
  name: string,
  shape: readonly Dimension[] | null,
  type: WrittenType = 'float32',
): onnx.IValueInfoProto {
  const dim = shape?.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return {
    name,
    type: { tensorType: { elemType: dataTypes[type], ...(dim === undefined ? {} : { shape: { dim } }) } },
  };
}

const raw = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** A float32 or int64 tensor with its data inside. */
export function tensor(
  name: string,
  dims: readonly number[],
  values: Float32Array | BigInt64Array,
): onnx.ITensorProto {
  const dataType = values instanceof Float32Array ? DataType.FLOAT : DataType.INT64;
  return { name, dims: [...dims], dataType, rawData: raw(values) };
}

/** One boolean, as the condition of a Loop or an If. */
export const truth = (name: string): onnx.ITensorProto => ({
  name,
  dims: [],
  dataType: DataType.BOOL,
  rawData: Uint8Array.of(1),
});

function attribute(name: string, from: Attribute): onnx.IAttributeProto {
  if (typeof from === 'number') return { name, type: AttributeType.FLOAT, f: from };
  if (typeof from === 'bigint') return { name, type: AttributeType.INT, i: Number(from) };
  if (typeof from === 'string')
    return { name, type: AttributeType.STRING, s: new TextEncoder().encode(from) };
  if (Array.isArray(from)) return { name, type: AttributeType.INTS, ints: from.map(Number) };
  if ('body' in from) return { name, type: AttributeType.GRAPH, g: from.body };
  return { name, type: AttributeType.TENSOR, t: from as onnx.ITensorProto };
}

/** A node; bigint attributes are integers, numbers are floats, `{ body }` is a subgraph. */
export function node(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Readonly<Record<string, Attribute>> = {},
  domain = '',
): onnx.INodeProto {
  return {
    opType,
    domain,
    input: [...input],
    output: [...output],
    attribute: Object.entries(attributes).map(([name, from]) => attribute(name, from)),
  };
}

/** The bytes of a model with one graph; `opsets` stand beside that of the standard domain. */
export function writeModel(
  graph: onnx.IGraphProto,
  opsets: readonly onnx.IOperatorSetIdProto[] = [],
  { irVersion = 7, opset = 13 } = {},
): Uint8Array {
  const model = proto.onnx.ModelProto.create({
    irVersion,
    producerName: 'clusterboard',
    graph: { name: 'encoder', ...graph },
    opsetImport: [{ domain: '', version: opset }, ...opsets],
  });
  return proto.onnx.ModelProto.encode(model).finish();
}
