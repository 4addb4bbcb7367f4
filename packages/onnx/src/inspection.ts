/** Element types of ONNX tensors, by the numbers of `TensorProto.DataType`. */
export const elementTypes = [
  'undefined',
  'float32',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'int64',
  'string',
  'bool',
  'float16',
  'float64',
  'uint32',
  'uint64',
  'complex64',
  'complex128',
  'bfloat16',
] as const;

/** `other` stands for element types newer than this list and for values that are not tensors. */
export type ElementType = (typeof elementTypes)[number] | 'other';

/** A number where the model fixes it; the name of a symbolic dimension, or `?` where it has none. */
export type Dimension = number | string;

export interface TensorDescription {
  readonly name: string;
  readonly elementType: ElementType;
  /** null where the model does not tell even the rank. */
  readonly shape: readonly Dimension[] | null;
}

export interface OperatorUse {
  /** '' is the standard domain, ai.onnx. */
  readonly domain: string;
  readonly name: string;
  readonly count: number;
}

/** What an ONNX file says about itself; plain data that can be sent and stored as JSON. */
export interface ModelInspection {
  readonly bytes: number;
  readonly irVersion: number;
  readonly producer: { readonly name: string; readonly version: string };
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  /** Graph inputs that are not initializers. */
  readonly inputs: readonly TensorDescription[];
  readonly outputs: readonly TensorDescription[];
  /** Elements of all initializers and constant nodes, subgraphs and functions included. */
  readonly parameters: number;
  /** Nodes of the graph, its subgraphs and functions. */
  readonly nodes: number;
  /** By domain and name; operators that the model defines itself as functions are left out. */
  readonly operators: readonly OperatorUse[];
  /** The first tensors whose data lie in another file. */
  readonly externalTensors: readonly string[];
}
