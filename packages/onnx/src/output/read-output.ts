import type { Axis, LinearEnd, Value } from '../graph/axes.ts';
import type { Dimension, TensorDescription } from '../inspection.ts';
import type { Pooling } from '../poolings.ts';
import { featureAxis, isMap, type Layout, layoutsOf } from './layouts.ts';

/** What was found, and by what. */
export interface Finding<Found> {
  readonly value: Found;
  readonly from: 'graph' | 'shape' | 'only';
  /** Part of a sentence. */
  readonly reason: string;
}

/** What one output of a model holds, as far as the file tells. */
export interface OutputReading {
  readonly name: string;
  readonly shape: readonly Dimension[] | null;
  /** Those that its number of axes allows. */
  readonly layouts: readonly Layout[];
  /** null where nothing decides between them. */
  readonly layout: Finding<Layout> | null;
  /** For tokens: whether a class token comes first; null where nothing tells. */
  readonly classToken: Finding<boolean> | null;
  /** The linear layer that it comes out of, as class scores do. */
  readonly linear: LinearEnd | null;
}

const graph = <Found>(value: Found, reason: string): Finding<Found> => ({ value, from: 'graph', reason });
const shape = <Found>(value: Found, reason: string): Finding<Found> => ({ value, from: 'shape', reason });

/** What the file declares, completed by what the graph shows. */
function completeShape(
  declared: readonly Dimension[] | null,
  axes: readonly Axis[] | null,
): readonly Dimension[] | null {
  const traced =
    axes?.map(({ size }) => (typeof size === 'string' && /^\?|\(/.test(size) ? '?' : size)) ?? null;
  if (declared === null) return traced;
  return declared.map((size, axis) => {
    const other = traced?.length === declared.length ? traced[axis] : undefined;
    return typeof size !== 'number' && typeof other === 'number' ? other : size;
  });
}

const made = ({ by }: Axis): string =>
  by === undefined ? 'the features' : /Conv/.test(by) ? `the channels of the last ${by}` : `what ${by} makes`;

/** The layout whose features lie along the axis that the graph shows them on. */
function byGraph(axes: readonly Axis[], possible: readonly Layout[]): Finding<Layout> | null {
  for (const layout of possible) {
    if (layout === 'nd') continue;
    const at = featureAxis[layout];
    const others = axes.filter((_, index) => index !== 0 && index !== at);
    const features = axes[at];
    if (features?.role !== 'channels' || others.some(({ role }) => role === 'channels' || role === 'part'))
      continue;
    return graph(layout, `axis ${at} holds ${made(features)}`);
  }
  // Where all other axes are known, the one that is left holds the features.
  for (const layout of possible) {
    if (layout === 'nd') continue;
    const others = axes.filter((_, index) => index !== 0 && index !== featureAxis[layout]);
    const role = isMap(layout) ? 'space' : 'tokens';
    if (axes[featureAxis[layout]]?.role === 'unknown' && others.every((axis) => axis.role === role)) {
      return graph(
        layout,
        isMap(layout) ? 'the other axes are positions' : 'the other axis is that of the tokens',
      );
    }
  }
  return null;
}

/** A width is fixed by weights while the number of tokens or positions may be open; a square image has square maps. */
function byShape(
  sizes: readonly Dimension[],
  possible: readonly Layout[],
  square: boolean,
): Finding<Layout> | null {
  const fixed = possible.filter(
    (layout) => layout !== 'nd' && typeof sizes[featureAxis[layout]] === 'number',
  );
  const [only] = fixed;
  if (only !== undefined && only !== 'nd' && fixed.length === 1) {
    return shape(only, `only axis ${featureAxis[only]} has a fixed size, as features must`);
  }
  if (!square) return null;
  const fits = possible.filter((layout) => {
    if (layout === 'nd' || !isMap(layout)) return false;
    const [height, width] = layout === 'nchw' ? sizes.slice(2) : sizes.slice(1, 3);
    return typeof height === 'number' && height === width;
  });
  const [map] = fits;
  if (map === undefined || map === 'nd' || fits.length !== 1) return null;
  return shape(
    map,
    `only its other axes than ${featureAxis[map]} are equally long, as the sides of the input are`,
  );
}

function readLayout(
  sizes: readonly Dimension[] | null,
  value: Value | undefined,
  { possible, square }: { possible: readonly Layout[]; square: boolean },
): Finding<Layout> | null {
  if (sizes === null) return null;
  if (sizes.length === 2) return shape('nd', 'it has one row per image');
  const long = sizes.slice(1).filter((size) => size !== 1);
  if (long.length <= 1) return shape('nd', 'all other axes than that of the features have size 1');
  const axes = value?.axes?.length === sizes.length ? value.axes : null;
  return (axes && byGraph(axes, possible)) ?? byShape(sizes, possible, square);
}

function readClassToken(value: Value | undefined, layout: Finding<Layout> | null): Finding<boolean> | null {
  if (value === undefined || value.axes === null || layout?.from !== 'graph') return null;
  if (value.classToken === 'first')
    return graph(true, 'a class token is joined in front of the other tokens');
  return value.classToken === 'none' ? graph(false, 'no class token is joined to the tokens') : null;
}

/** @param value what the graph shows of it, if it could be followed */
export function readOutput(
  { name, shape: declared }: TensorDescription,
  value: Value | undefined,
  square: boolean,
): OutputReading {
  const sizes = completeShape(declared, value?.axes ?? null);
  const possible = layoutsOf(sizes?.length ?? null);
  const layout = readLayout(sizes, value, { possible, square });
  return {
    name,
    shape: sizes,
    layouts: layout?.value === 'nd' ? ['nd'] : possible,
    layout,
    classToken: readClassToken(value, layout),
    linear: value?.linear ?? null,
  };
}

/** Features per image in a layout; null where the file does not tell. */
export function featuresIn({ shape: sizes }: OutputReading, layout: Layout): number | null {
  if (sizes === null) return null;
  const numbers = sizes.slice(1).map((size) => (typeof size === 'number' ? size : null));
  const size =
    layout === 'nd'
      ? numbers.reduce<number | null>((so, each) => (so === null || each === null ? null : so * each), 1)
      : numbers[featureAxis[layout] - 1];
  return size ?? null;
}

/** The pooling that a layout leaves room for: [N, D] has nothing to pool, a map no first token. */
export const poolingsOf = (layout: Layout): readonly Pooling[] =>
  layout === 'nd' ? ['none'] : isMap(layout) ? ['mean'] : ['first', 'mean'];
