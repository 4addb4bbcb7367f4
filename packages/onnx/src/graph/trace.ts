import type { Dimension } from '../inspection.ts';
import { type Axis, learned, maxRank, openSize, type Size, unknownValue, type Value } from './axes.ts';
import { constantValue, Operands, sizesValue } from './operands.ts';
import {
  flatten,
  gather,
  lost,
  reduce,
  reshape,
  resized,
  slice,
  split,
  squeeze,
  stretch,
  transpose,
  unsqueeze,
} from './operators/axes-of-one.ts';
import { concat } from './operators/concat.ts';
import { combine, elementwise } from './operators/elementwise.ts';
import { convolution, gemm, matrixProduct, windows } from './operators/linear.ts';
import { onSizes, shapeOf } from './operators/sizes.ts';
import type { GraphOutline } from './outline.ts';

type Rule = (operands: Operands, noted: readonly Size[] | null) => Value | readonly Value[];

/** Of the same axes as their first input, whatever they do with the values. */
const sameAxes =
  `Relu LeakyRelu PRelu Sigmoid Tanh Elu Selu Celu Gelu FastGelu QuickGelu Erf HardSigmoid HardSwish Mish Swish
  Softplus Softsign ThresholdedRelu Shrink Clip Abs Neg Exp Log Sqrt Reciprocal Floor Ceil Round Sign Not Cast
  CastLike Identity Dropout LRN Softmax LogSoftmax Hardmax InstanceNormalization BatchNormalization
  GroupNormalization GroupNorm LayerNormalization SimplifiedLayerNormalization RMSNormalization LpNormalization
  MeanVarianceNormalization QuantizeLinear DequantizeLinear DynamicQuantizeLinear CumSum Trilu ScatterND
  ScatterElements Attention MultiHeadAttention QAttention IsNaN IsInf`.split(/\s+/);

/** After which a row of values is still what a linear layer made of it. */
const keepsLinear = new Set(['Identity', 'Cast', 'Dropout', 'QuantizeLinear', 'DequantizeLinear']);
const keepsContents = new Set(['Identity', 'Cast', 'Floor', 'Ceil']);
const endsClassifier = new Set(['Softmax', 'LogSoftmax', 'Sigmoid']);

function unary(operands: Operands): Value {
  const { operator } = operands.node;
  const input = operands.input(0);
  const linear = endsClassifier.has(operator)
    ? input.linear && { ...input.linear, biased: true }
    : keepsLinear.has(operator)
      ? input.linear
      : null;
  return {
    ...input,
    axes: normalised(operands, input.axes),
    contents: keepsContents.has(operator) ? input.contents : null,
    linear,
    depth: operator.includes('Attention') ? input.depth + 1 : input.depth,
  };
}

/** Normalisation over the last axis has one weight for each feature, over the second one for each channel. */
function normalised({ node }: Operands, axes: readonly Axis[] | null): readonly Axis[] | null {
  const { operator } = node;
  const at = /^(?:\w*LayerNormalization|RMSNormalization)$/.test(operator)
    ? -1
    : operator === 'BatchNormalization'
      ? 1
      : null;
  if (axes === null || at === null || axes.length < 2) return axes;
  const index = at < 0 ? axes.length - 1 : at;
  const axis = axes[index];
  if (axis?.role !== 'unknown') return axes;
  const attribute = node.attributes.get('axis')?.integers[0] ?? -1;
  if (at < 0 && attribute !== -1 && attribute !== index) return axes;
  return axes.with(index, { ...axis, role: 'channels', by: operator });
}

const rules = new Map<string, Rule>(sameAxes.map((operator) => [operator, unary]));
const add = (operators: string, rule: Rule) => {
  for (const operator of operators.split(' ')) rules.set(operator, rule);
};
add(
  'Add Sub Mul Div Pow Min Max Mean Sum Where And Or Equal Greater Less GreaterOrEqual LessOrEqual Mod',
  (operands) => onSizes(operands) ?? elementwise(operands),
);
add('SkipLayerNormalization SkipSimplifiedLayerNormalization BiasGelu BiasSplitGelu', ({ inputs }) =>
  combine(inputs),
);
add('Conv FusedConv ConvTranspose QLinearConv ConvInteger NhwcFusedConv NhwcConv', convolution);
add('MatMul FusedMatMul MatMulInteger QLinearMatMul', matrixProduct);
add('Gemm QGemm', gemm);
add('MaxPool AveragePool LpPool', windows);
add('Transpose', transpose);
add('Reshape', reshape);
add('Flatten', flatten);
add('Squeeze', squeeze);
add('Unsqueeze', unsqueeze);
add(
  `ReduceMean ReduceMax ReduceMin ReduceSum ReduceProd ReduceL1 ReduceL2 ReduceLogSumExp ReduceSumSquare
GlobalAveragePool GlobalMaxPool GlobalLpPool ArgMax ArgMin`.replaceAll('\n', ' '),
  reduce,
);
add('Gather', gather);
add('Slice', slice);
add('Split', split);
add('Concat', concat);
add('Expand Tile', stretch);
add('Resize Upsample Pad DepthToSpace SpaceToDepth', resized);
add('Shape', (operands) => shapeOf(operands) ?? { ...learned });
add('Size Range ConstantOfShape EyeLike NonZero', (operands) => {
  const { contents } = operands.input(0);
  const axes = operands.node.operator === 'ConstantOfShape' ? contents : null;
  return { ...learned, axes: axes?.map((size) => ({ role: 'unknown', size })) ?? null };
});
add('Constant', ({ node }) => {
  const tensor = node.attributes.get('value')?.tensor;
  if (tensor) return constantValue(tensor);
  const ints = node.attributes.get('value_ints')?.integers;
  const int = node.attributes.get('value_int')?.integers;
  return ints || int ? sizesValue(ints ?? int ?? [], int !== undefined) : { ...learned };
});

/** What a node makes; nothing is known of what an operator of another kind does to the axes. */
function apply(operands: Operands, noted: readonly Size[] | null): readonly Value[] {
  const { node } = operands;
  const rule = node.domain === '' || node.domain === 'com.microsoft' ? rules.get(node.operator) : undefined;
  const made = rule?.(operands, noted) ?? lost(combine(operands.inputs));
  return Array.isArray(made) ? made : [made as Value];
}

const sizeOf = (dimension: Dimension): Size => (dimension === '?' ? openSize() : dimension);

/** Fills in what the file notes of a tensor's shape. */
function withNoted(value: Value, shape: readonly Dimension[] | null): Value {
  if (shape === null || shape.length > maxRank) return value;
  if (value.axes === null) {
    return { ...value, axes: shape.map((size) => ({ role: 'unknown', size: sizeOf(size) })) };
  }
  if (value.axes.length !== shape.length) return value;
  const axes = value.axes.map((axis, index) => {
    const size = shape[index];
    return typeof axis.size === 'string' && typeof size === 'number' ? { ...axis, size } : axis;
  });
  return { ...value, axes };
}

export interface Traced {
  /** By the names of the model's outputs. */
  readonly outputs: ReadonlyMap<string, Value>;
  /** Where the channels of the image stand, by the first convolution; null where that does not tell. */
  readonly imageChannels: 1 | 3 | null;
}

/** Which axis of the image a convolution takes for its channels. */
function imageChannels(operands: Operands): 1 | 3 | null {
  const { operator } = operands.node;
  const { axes } = operands.input(0);
  const from = axes?.at(operator.startsWith('Nhwc') ? -1 : 1)?.input;
  return from === 1 || from === 3 ? from : null;
}

/**
 * Follows the image through a graph, node by node in the order of the file: which axis holds what, how tokens were
 * joined and reduced, and from which outputs others are computed. One pass without recursion; what cannot be
 * followed is unknown, never guessed.
 */
export function trace(
  { nodes, constants, noted }: GraphOutline,
  input: { readonly name: string; readonly shape: readonly Dimension[] | null },
  outputs: readonly string[],
): Traced {
  const values = new Map<string, Value>();
  const bits = new Map(outputs.map((name, index) => [name, 1n << BigInt(index)]));
  const named = (name: string, value: Value): Value => {
    const bit = bits.get(name);
    return bit === undefined ? value : { ...value, upstream: value.upstream | bit };
  };
  for (const [name, constant] of constants) values.set(name, constantValue(constant));
  const shape = input.shape ?? ['?', '?', '?', '?'];
  const image: Axis[] = shape.map((size, index) => ({
    role: index === 0 ? 'batch' : 'unknown',
    size: sizeOf(size),
    input: index,
  }));
  values.set(input.name, named(input.name, { ...unknownValue, axes: image, classToken: 'none' }));
  let channels: 1 | 3 | null = null;
  for (const node of nodes) {
    const operands = new Operands(node, (name) => values.get(name));
    if (/Conv/.test(node.operator)) channels ??= imageChannels(operands);
    const shapeNoted = shapeOfNoted(noted.get(node.outputs[0] ?? '')?.shape ?? null);
    const made = apply(operands, shapeNoted);
    for (const [index, name] of node.outputs.entries()) {
      const value = made[index] ?? lost(made[0] ?? unknownValue);
      const bounded = value.axes !== null && value.axes.length > maxRank ? { ...value, axes: null } : value;
      values.set(name, named(name, withNoted(bounded, noted.get(name)?.shape ?? null)));
    }
  }
  const found = outputs.flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { outputs: new Map(found), imageChannels: channels };
}

const shapeOfNoted = (shape: readonly Dimension[] | null): readonly Size[] | null =>
  shape === null ? null : shape.map(sizeOf);
