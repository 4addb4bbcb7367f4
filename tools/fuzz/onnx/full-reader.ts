import { fromBinary } from '@bufbuild/protobuf';
import type { ModelInspection, TensorDescription } from '@clusterboard/onnx';
import { isWrittenAsDescribed, parse } from './mutate.ts';
import {
  type AttributeProto,
  type GraphProto,
  ModelProtoSchema,
  type NodeProto,
  type SparseTensorProto,
  type TensorProto,
  type TensorShapeProto_Dimension,
  type ValueInfoProto,
} from './onnx.generated.ts';

// What a reader that holds to protobuf's rules finds in a model, by ONNX's own description of the format.

/** What both readers tell. */
export interface Facts {
  readonly irVersion: number;
  readonly producer: ModelInspection['producer'];
  readonly opsets: ModelInspection['opsets'];
  readonly inputs: readonly TensorFacts[];
  readonly outputs: readonly TensorFacts[];
  readonly operators: readonly string[];
  readonly nodes: number;
  readonly parameters: number;
  readonly externalTensors: readonly string[];
}

/** `elementType` is a number of TensorProto.DataType. */
interface TensorFacts {
  readonly name: string;
  readonly elementType: number;
  readonly shape: TensorDescription['shape'];
}

function dimension({ value }: TensorShapeProto_Dimension): number | string {
  if (value.case === 'dimValue') return value.value > 0n ? Number(value.value) : '?';
  return value.case === 'dimParam' && value.value !== '' ? value.value : '?';
}

function tensorFacts({ name, type }: ValueInfoProto): TensorFacts {
  const tensor = type?.value.case === 'tensorType' ? type.value.value : undefined;
  return {
    name,
    elementType: tensor?.elemType && tensor.elemType in elementTypes ? tensor.elemType : -1,
    shape: tensor?.shape === undefined ? null : tensor.shape.dim.map(dimension).slice(0, 64),
  };
}

const elements = ({ dims }: TensorProto): number =>
  dims.reduce((product, size) => Math.min(product * Math.max(0, Number(size)), Number.MAX_SAFE_INTEGER), 1);
const isExternal = ({ dataLocation, externalData }: TensorProto): boolean =>
  dataLocation === 1 || externalData.length > 0;

class Reading {
  nodes = 0;
  parameters = 0;
  readonly operators: string[] = [];
  readonly externalTensors: string[] = [];

  tensor(tensor: TensorProto | undefined): number {
    if (tensor === undefined) return 0;
    if (isExternal(tensor)) this.externalTensors.push(tensor.name);
    return elements(tensor);
  }

  sparse(tensor: SparseTensorProto | undefined): number {
    const values = this.tensor(tensor?.values);
    this.tensor(tensor?.indices);
    return values;
  }

  attribute({ t, g, tensors, graphs, sparseTensor, sparseTensors }: AttributeProto): number {
    if (g !== undefined) this.graph(g);
    for (const graph of graphs) this.graph(graph);
    const dense = [t, ...tensors].map((each) => this.tensor(each));
    const sparse = [sparseTensor, ...sparseTensors].map((each) => this.sparse(each));
    return [...dense, ...sparse].reduce((sum, count) => sum + count, 0);
  }

  node({ opType, domain, attribute }: NodeProto): void {
    this.nodes++;
    const counts = attribute.map((each) => this.attribute(each));
    if (opType === 'Constant') this.parameters += counts.reduce((sum, count) => sum + count, 0);
    this.operators.push(operatorName(domain, opType));
  }

  graph({ node, initializer, sparseInitializer }: GraphProto): void {
    for (const each of node) this.node(each);
    for (const each of initializer) this.parameters += this.tensor(each);
    for (const each of sparseInitializer) this.parameters += this.sparse(each);
  }
}

const operatorName = (domain: string, name: string) => `${domain === 'ai.onnx' ? '' : domain}\0${name}`;

/**
 * @throws what the library throws at bytes that are no such message, and where it is laxer than Google's protobuf:
 * unknown fields and packed lists may cross the end of their message, and a field of another wire type than
 * described is read as if it had the right one
 */
export function readFully(bytes: Uint8Array): Facts {
  if (!isWrittenAsDescribed(parse(bytes, ModelProtoSchema), ModelProtoSchema))
    throw new Error('a field is not written as described');
  const model = fromBinary(ModelProtoSchema, bytes);
  const { graph, functions } = model;
  const reading = new Reading();
  if (graph !== undefined) reading.graph(graph);
  for (const { node, attributeProto } of functions) {
    for (const each of node) reading.node(each);
    for (const each of attributeProto) reading.attribute(each);
  }
  const own = new Set(functions.map(({ domain, name }) => operatorName(domain, name)));
  const weights = new Set([
    ...(graph?.initializer.map(({ name }) => name) ?? []),
    ...(graph?.sparseInitializer.flatMap(({ values, indices }) => [values?.name, indices?.name]) ?? []),
  ]);
  return {
    irVersion: Number(model.irVersion),
    producer: { name: model.producerName, version: model.producerVersion },
    opsets: model.opsetImport.map(({ domain, version }) => ({ domain, version: Number(version) })),
    inputs: (graph?.input ?? []).filter(({ name }) => !weights.has(name)).map(tensorFacts),
    outputs: (graph?.output ?? []).map(tensorFacts),
    operators: [...new Set(reading.operators)].filter((name) => !own.has(name)).sort(),
    nodes: reading.nodes,
    parameters: Math.min(reading.parameters, Number.MAX_SAFE_INTEGER),
    externalTensors: reading.externalTensors.toSorted(),
  };
}

/** By number; an element type without a name here, none, and what is no tensor are all -1: no encoder has them. */
const elementTypes = [
  null,
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
];

const described = ({ name, elementType, shape }: TensorDescription): TensorFacts => ({
  name,
  elementType: elementTypes.indexOf(elementType),
  shape,
});

/** The same facts of an inspection. */
export function factsOf(inspection: ModelInspection): Facts {
  const { irVersion, producer, opsets, inputs, outputs, operators, nodes, parameters, externalTensors } =
    inspection;
  return {
    irVersion,
    producer,
    opsets,
    inputs: inputs.map(described),
    outputs: outputs.map(described),
    operators: operators.map(({ domain, name }) => operatorName(domain, name)).sort(),
    nodes,
    parameters,
    externalTensors: externalTensors.toSorted(),
  };
}
