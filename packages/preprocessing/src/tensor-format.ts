/** What one value of an input tensor is; float16 as bits in a Uint16Array, as onnxruntime takes it. */
export type ElementType = 'float32' | 'float16' | 'uint8';

/** Planes one after the other, or the channels of a pixel side by side. */
export type Layout = 'nchw' | 'nhwc';

export interface TensorFormat {
  readonly type: ElementType;
  readonly layout: Layout;
}

export type TensorData = Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

const arrays = { float32: Float32Array, float16: Uint16Array, uint8: Uint8Array } as const;

/** Room for `length` values of one type. */
export const allocateTensor = (type: ElementType, length: number): TensorData => new arrays[type](length);

export const holds = (type: ElementType, data: TensorData): boolean => data instanceof arrays[type];

export const isElementType = (type: string): type is ElementType => Object.hasOwn(arrays, type);

type Dimension = number | string;

const isChannels = (size: Dimension | undefined): boolean => size === 1 || size === 3;

/**
 * Where the channels of a shape [batch, …] with four dimensions are, as far as the shape alone tells: second
 * unless only the last dimension can be a number of them. Null when neither can.
 */
export function layoutOf([, second, , last]: readonly Dimension[]): Layout | null {
  if (isChannels(second)) return 'nchw';
  if (isChannels(last)) return 'nhwc';
  return typeof second === 'number' ? null : 'nchw';
}

/**
 * The format that a model's input asks for, from its element type and its shape, in which open
 * dimensions are names. Channels come second unless only the last dimension has their number. Null when
 * no images can be fed to it.
 */
export function tensorFormatOf(
  input: { readonly type: string; readonly shape: readonly Dimension[] },
  channels: 1 | 3,
): TensorFormat | null {
  if (!isElementType(input.type)) return null;
  // A shape without dimensions is how onnxruntime describes one that is not known.
  if (input.shape.length === 0) return { type: input.type, layout: 'nchw' };
  const [, second, , last, ...more] = input.shape;
  if (last === undefined || more.length > 0) return null;
  if (second === channels) return { type: input.type, layout: 'nchw' };
  if (last === channels) return { type: input.type, layout: 'nhwc' };
  return typeof second === 'number' ? null : { type: input.type, layout: 'nchw' };
}
