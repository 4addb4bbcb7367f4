import { type Axis, openSize, type Size, unknownValue, type Value } from '../axes.ts';
import type { Operands } from '../operands.ts';
import { combine } from './elementwise.ts';

/** Where the weights of an operator stand among its inputs. */
const weightsAt: Readonly<Record<string, number>> = { QLinearConv: 3, QLinearMatMul: 3, QGemm: 3 };
const biasAt: Readonly<Record<string, number>> = { Gemm: 2, QGemm: 6 };

const weighted = (value: Value): Value => ({
  ...value,
  depth: value.depth + 1,
  head: value.reduced === null ? 0 : value.head + 1,
});

interface Windows {
  readonly kernel: readonly number[] | null;
  readonly operands: Operands;
}

/** The size of a spatial axis after windows went over it. */
function slid(size: Size, axis: number, rank: number, { kernel, operands }: Windows): Size {
  const length = kernel?.[axis];
  const { node } = operands;
  const stride = operands.integers('strides')?.[axis] ?? 1;
  const automatic = node.attributes.get('auto_pad')?.text;
  if (typeof size !== 'number' || length === undefined) return openSize();
  if (automatic?.startsWith('SAME')) return Math.ceil(size / stride);
  const pads = automatic === 'VALID' ? null : operands.integers('pads');
  const dilation = operands.integers('dilations')?.[axis] ?? 1;
  const room = size + (pads?.[axis] ?? 0) + (pads?.[axis + rank] ?? 0) - dilation * (length - 1) - 1;
  return (operands.integer('ceil_mode', 0) === 1 ? Math.ceil(room / stride) : Math.floor(room / stride)) + 1;
}

/** Pooling over windows: the axes stay what they are. */
export function windows(operands: Operands): Value {
  const input = operands.input(0);
  const kernel = operands.integers('kernel_shape');
  const axes = input.axes?.map((axis, index, { length }) =>
    index < 2 ? axis : { ...axis, size: slid(axis.size, index - 2, length - 2, { kernel, operands }) },
  );
  return { ...input, axes: axes ?? null, contents: null, linear: null };
}

/** A convolution makes the channels, and puts them where it had its input's. */
export function convolution(operands: Operands): Value {
  const { operator } = operands.node;
  const last = operator.startsWith('Nhwc');
  const transposed = operator === 'ConvTranspose';
  const input = operands.input(0);
  const weights = operands.input(weightsAt[operator] ?? 1).axes;
  const rank = weights?.length ?? input.axes?.length;
  if (rank === undefined || rank < 3) return weighted({ ...unknownValue, upstream: input.upstream });
  const made = transposed ? weights?.[1]?.size : weights?.[0]?.size;
  const size =
    transposed && typeof made === 'number' ? made * operands.integer('group', 1) : (made ?? openSize());
  const kernel =
    operands.integers('kernel_shape') ??
    weights?.slice(2).flatMap((axis) => (typeof axis.size === 'number' ? [axis.size] : [])) ??
    null;
  const spatial = input.axes?.length === rank ? (last ? input.axes.slice(1, -1) : input.axes.slice(2)) : [];
  const batch: Axis = { role: 'batch', size: input.axes?.[0]?.size ?? openSize() };
  const channels: Axis = { role: 'channels', size, by: operator };
  const places = Array.from({ length: rank - 2 }, (_, axis): Axis => {
    const before = spatial[axis]?.size ?? openSize();
    return {
      role: 'space',
      size: transposed ? openSize() : slid(before, axis, rank - 2, { kernel, operands }),
    };
  });
  const axes = last ? [batch, ...places, channels] : [batch, channels, ...places];
  return weighted({ ...input, axes, contents: null, classToken: 'none', linear: null });
}

/** A linear map of one axis: of tokens or positions it makes others, of anything else it makes features. */
const mapped = (axis: Axis | undefined, size: Size, by: string): Axis =>
  axis?.role === 'tokens' || axis?.role === 'space'
    ? { role: axis.role, size }
    : { role: 'channels', size, by };

/** MatMul, whether it has weights on one side or is a product of two tensors of the image. */
export function matrixProduct(operands: Operands): Value {
  const { operator } = operands.node;
  const right = operands.input(weightsAt[operator] ?? 1);
  const left = operands.input(0);
  const both = combine([left, right]);
  if (left.image && !right.image) {
    const [from, to] = (right.axes ?? []).slice(-2).map(({ size }) => size);
    const last = left.axes?.at(-1);
    const axes = left.axes?.toSpliced(-1, 1, mapped(last, to ?? openSize(), operator)) ?? null;
    const linear = { operator, from: from ?? openSize(), to: to ?? openSize(), biased: false };
    return weighted({ ...both, axes, classToken: left.classToken, linear });
  }
  if (!left.image && right.image) {
    const to = left.axes?.at(-2)?.size ?? openSize();
    const rows = right.axes?.at(-2);
    const axes = right.axes?.toSpliced(-2, 1, mapped(rows, to, operator)) ?? null;
    return weighted({ ...both, axes, classToken: right.classToken });
  }
  const columns = right.axes?.at(-1);
  if (left.axes === null || columns === undefined) return { ...both, axes: null };
  return { ...both, axes: left.axes.toSpliced(-1, 1, columns) };
}

export function gemm(operands: Operands): Value {
  const { operator } = operands.node;
  const input = operands.input(0);
  const weights = operands.input(weightsAt[operator] ?? 1);
  if (!input.image || weights.image) return combine([input, weights]);
  const [rows, columns] = (weights.axes ?? []).map(({ size }) => size);
  const [from, to] = operands.integer('transB', 0) === 1 ? [columns, rows] : [rows, columns];
  const size = to ?? openSize();
  const axes: Axis[] = [
    input.axes?.[0] ?? { role: 'unknown', size: openSize() },
    { role: 'channels', size, by: operator },
  ];
  const biased = operands.has(biasAt[operator] ?? 2);
  return weighted({
    ...input,
    axes,
    contents: null,
    linear: { operator, from: from ?? openSize(), to: size, biased },
  });
}
