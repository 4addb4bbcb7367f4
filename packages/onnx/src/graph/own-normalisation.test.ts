import type { OwnNormalisation } from '@clusterboard/preprocessing';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../byte-source.ts';
import { node, tensor, value, writeModel } from '../model-writer.ts';
import { readOutline } from './outline.ts';
import { ownNormalisation } from './own-normalisation.ts';

type Written = ReturnType<typeof node>;
type Constants = Readonly<Record<string, readonly number[]>>;

const channels = (values: readonly number[]) => (values.length === 1 ? [1] : [1, values.length, 1, 1]);

/** A graph of `nodes` from `image` to `x`, and a network behind them. */
async function analyse(
  nodes: readonly Written[],
  constants: Constants = {},
): Promise<OwnNormalisation | null> {
  const outline = await readOutline(
    fromBytes(
      writeModel({
        input: [value('image', ['n', 3, 8, 8])],
        output: [value('y', ['n', 3])],
        initializer: Object.entries(constants).map(([name, values]) =>
          tensor(name, channels(values), Float32Array.from(values)),
        ),
        node: [...nodes, node('GlobalAveragePool', ['x'], ['y'])],
      }),
    ),
  );
  if (outline === null) throw new Error('no outline');
  return ownNormalisation(outline, 'image');
}

const mean = [0.485, 0.456, 0.406];
const std = [0.229, 0.224, 0.225];
const pixels = (values: readonly number[]) => values.map((each) => each * 255);

describe('a model that normalises its input itself', () => {
  it.each([
    [
      '(x − mean) / std of torchvision',
      [node('Sub', ['image', 'm'], ['a']), node('Div', ['a', 's'], ['x'])],
      { m: mean, s: std },
      { range: 'unit', certain: true, nodes: 'Sub 0.485, 0.456, 0.406 · Div 0.229, 0.224, 0.225' },
    ],
    [
      'the same of pixels from 0 to 255',
      [node('Sub', ['image', 'm'], ['a']), node('Div', ['a', 's'], ['x'])],
      { m: pixels(mean), s: pixels(std) },
      { range: 'byte', certain: true },
    ],
    [
      'Keras: x / 255 before the mean, through Cast and Transpose',
      [
        node('Cast', ['image'], ['f'], { to: 1n }),
        node('Mul', ['f', 'k'], ['a']),
        node('Sub', ['a', 'm'], ['b']),
        node('Mul', ['b', 's'], ['c']),
        node('Transpose', ['c'], ['x'], { perm: [0n, 3n, 1n, 2n] }),
      ],
      { k: [1 / 255], m: mean, s: std.map((each) => 1 / each) },
      { range: 'byte', certain: true },
    ],
    ['x / 255 alone', [node('Div', ['image', 'k'], ['x'])], { k: [255] }, { range: 'byte', certain: true }],
    [
      'x / 127.5 − 1',
      [node('Mul', ['image', 'k'], ['a']), node('Add', ['one', 'a'], ['x'])],
      { k: [1 / 127.5], one: [-1] },
      { range: 'byte', certain: true },
    ],
    [
      'a mean of pixels alone, as Caffe',
      [node('Sub', ['image', 'm'], ['x'])],
      { m: [103.939, 116.779, 123.68] },
      { range: 'byte', certain: true },
    ],
    [
      '2x − 1',
      [node('Mul', ['image', 'k'], ['a']), node('Sub', ['a', 'one'], ['x'])],
      { k: [2], one: [1] },
      { range: 'unit', certain: true },
    ],
    ['x − 0.5', [node('Sub', ['image', 'm'], ['x'])], { m: [0.5] }, { range: 'unit', certain: false }],
    [
      'BatchNormalization that was trained on pixels',
      [node('BatchNormalization', ['image', 'g', 'b', 'm', 'v'], ['x'])],
      { g: [1, 1, 1], b: [0, 0, 0], m: pixels(mean), v: pixels(std).map((each) => each * each) },
      { range: 'byte', certain: false, nodes: 'BatchNormalization with mean 123.7, 116.3, 103.5' },
    ],
  ])('is seen by %s', async (_, nodes, constants, expected) => {
    expect(await analyse(nodes, constants)).toMatchObject(expected);
  });

  it('is seen where the constants are nodes and the shape of the input is asked for', async () => {
    const scalar = (name: string, number: number) =>
      node('Constant', [], [name], { value: tensor('', [], Float32Array.of(number)) });
    const nodes = [
      node('Shape', ['image'], ['size']),
      scalar('m', 0.286),
      node('Sub', ['image', 'm'], ['a']),
      node('Constant', [], ['s'], { value_float: 0.353 }),
      node('Div', ['a', 's'], ['x']),
    ];
    expect(await analyse(nodes)).toEqual({ range: 'unit', certain: true, nodes: 'Sub 0.286 · Div 0.353' });
  });
});

describe('what only looks like it', () => {
  it.each([
    ['a network that begins at once', [node('Relu', ['image'], ['x'])], {}],
    [
      'BatchNormalization that was trained on normalised images',
      [node('BatchNormalization', ['image', 'g', 'b', 'm', 'v'], ['x'])],
      { g: [1, 1, 1], b: [0, 0, 0], m: [0.02, -0.01, 0.1], v: [1.1, 0.9, 1] },
    ],
    [
      'Inception’s change from ImageNet’s normalisation to its own',
      [node('Mul', ['image', 'k'], ['a']), node('Add', ['a', 'b'], ['x'])],
      { k: [0.458, 0.448, 0.45], b: [-0.03, -0.088, -0.188] },
    ],
    ['a gain', [node('Mul', ['image', 'k'], ['x'])], { k: [2] }],
    ['inversion', [node('Sub', ['one', 'image'], ['x'])], { one: [1] }],
    ['division by the image', [node('Div', ['k', 'image'], ['x'])], { k: [255] }],
    ['division by zero', [node('Div', ['image', 'k'], ['x'])], { k: [0] }],
    ['two branches', [node('Div', ['image', 'k'], ['x']), node('Relu', ['image'], ['z'])], { k: [255] }],
    ['arithmetic of two tensors', [node('Add', ['image', 'image'], ['x'])], {}],
    ['a constant that is not there', [node('Sub', ['image', 'm'], ['x'])], {}],
    ['a node that feeds itself', [node('Identity', ['image'], ['image'])], {}],
  ])('is not %s', async (_, nodes, constants) => {
    expect(await analyse(nodes, constants)).toBeNull();
  });

  it('follows a bounded number of nodes', async () => {
    const chain = Array.from({ length: 40 }, (_, at) =>
      node('Identity', [at === 0 ? 'image' : `c${at}`], [`c${at + 1}`]),
    );
    expect(await analyse([...chain, node('Div', ['c40', 'k'], ['x'])], { k: [255] })).toBeNull();
  });
});
