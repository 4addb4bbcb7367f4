import { describe, expect, it } from 'vitest';
import { node } from '../model-writer.ts';
import {
  attention,
  attentionConstants,
  attentionWeights,
  classConstants,
  classWeights,
  decided,
  joinClassToken,
  kernel,
  patches,
  reasons,
  tokenConstants,
  toTokens,
  type Written,
  whole,
} from './model.fixture.ts';

const map: Written = { nodes: patches, outputs: { map: ['n', 16, 8, 8] }, weights: kernel };
const nhwc: Written = {
  ...map,
  nodes: [...patches, node('Transpose', ['map'], ['y'], { perm: [0n, 2n, 3n, 1n] })],
  outputs: { y: ['m', 8, 8, 16] },
};
const tokens: Written = {
  nodes: [...patches, ...toTokens],
  outputs: { tokens: ['n', 64, 16] },
  weights: kernel,
  constants: tokenConstants,
};
const transformer = (outputs: Written['outputs'], ...more: Written['nodes']): Written => ({
  nodes: [
    ...patches,
    ...toTokens,
    ...joinClassToken,
    ...attention('joined', 'x1'),
    ...attention('x1', 'x2'),
    ...more,
  ],
  outputs,
  weights: { ...kernel, ...classWeights, ...attentionWeights, head: [16, 10], bias: [10], square: [16, 16] },
  constants: [...tokenConstants, ...classConstants, ...attentionConstants, whole('ax', 1)],
});
const firstToken = node('Gather', ['x2', 'zero'], ['cls'], { axis: 1n });
const unknown = (shape: Written['outputs'][string], input?: Written['input']): Written => ({
  nodes: [node('ImageDecoder', ['image'], ['y'])],
  outputs: { y: shape },
  ...(input ? { input } : {}),
});

describe('the axes of an output', () => {
  it.each<[string, Written, string]>([
    ['a map', map, 'map nchw mean'],
    ['a map as TensorFlow exports it', nhwc, 'y nhwc mean'],
    [
      'a map whose shape the file leaves open',
      { ...nhwc, outputs: { y: ['a', 'b', 'c', 'd'] } },
      'y nhwc mean',
    ],
    ['a map whose very rank the file leaves open', { ...nhwc, outputs: { y: null } }, 'y nhwc mean'],
    ['tokens', tokens, 'tokens ntd mean'],
    [
      'tokens that were not transposed',
      { ...tokens, nodes: [...patches, ...toTokens.slice(0, -1)], outputs: { flat: ['n', 16, 64] } },
      'flat ndt mean',
    ],
    [
      'as many tokens as features',
      { ...tokens, weights: { kernel: [64, 3, 4, 4] }, outputs: { tokens: ['n', 64, 64] } },
      'tokens ntd mean',
    ],
    ['tokens with a class token, after attention', transformer({ x2: ['n', 65, 16] }), 'x2 ntd first'],
    [
      'the other tokens alone',
      transformer({ rest: ['n', 64, 16] }, node('Slice', ['x2', 'from', 'to', 'ax'], ['rest'])),
      'rest ntd mean',
    ],
    [
      'an inner axis of 1',
      {
        ...map,
        nodes: [...patches, node('ReduceMean', ['map'], ['y'], { axes: [2n, 3n] })],
        outputs: { y: ['n', 16, 1, 1] },
      },
      'y nd none',
    ],
    [
      'a trailing axis of 1',
      {
        ...map,
        nodes: [...patches, node('GlobalAveragePool', ['map'], ['p']), node('Squeeze', ['p', 'ax'], ['y'])],
        outputs: { y: ['n', 16, 1] },
        constants: [whole('ax', 3)],
      },
      'y nd none',
    ],
  ])('%s', async (_, model, expected) => {
    const slices = [whole('from', 1), whole('to', 2 ** 31)];
    expect(await decided({ ...model, constants: [...(model.constants ?? []), ...slices] })).toBe(expected);
  });

  it.each<[string, Written, string]>([
    ['one row per image', unknown(['n', 16]), 'y nd none'],
    ['a width that alone is fixed', unknown(['n', 'sequence', 16]), 'POOLING_UNCLEAR'],
    ['a map that is square as the input is, one way', unknown(['n', 8, 8, 16]), 'y nhwc mean'],
    ['a map that is square both ways', unknown(['n', 8, 8, 8]), 'LAYOUT_UNCLEAR'],
    ['a map of an input that is not square', unknown(['n', 8, 8, 16], ['n', 3, 32, 64]), 'LAYOUT_UNCLEAR'],
    ['a map of open sizes', unknown(['n', 'a', 'b', 'c']), 'LAYOUT_UNCLEAR'],
    ['two sizes that may be either', unknown(['n', 64, 16]), 'LAYOUT_UNCLEAR'],
    ['nothing', unknown(null), 'LAYOUT_UNCLEAR'],
  ])('where the graph cannot be followed: %s', async (_, model, expected) => {
    expect(await decided(model)).toBe(expected);
  });

  it('asks about a learned row that need not be a class token', async () => {
    const model = transformer({ joined_bare: ['n', 68, 16] });
    expect(await decided({ ...model, weights: { ...model.weights, class: [1, 4, 16] } })).toBe(
      'POOLING_UNCLEAR',
    );
  });

  it('tells where each came from', async () => {
    expect(await reasons(nhwc)).toEqual({
      output: 'the only output of features',
      layout: 'read from the graph: axis 3 holds the channels of the last Conv',
      pooling: 'read from the shape: a map is averaged over its positions',
    });
    expect(await reasons(transformer({ x2: ['n', 65, 16] }))).toMatchObject({
      pooling: 'read from the graph: a class token is joined in front of the other tokens',
    });
    expect(await reasons(nhwc, { layout: 'nchw' })).toMatchObject({
      layout: 'given, against what is read from the graph: axis 3 holds the channels of the last Conv',
    });
    expect(await reasons(tokens, { pooling: 'mean', output: 'tokens' })).toMatchObject({
      output: 'given; the only output of features',
      pooling: 'given; read from the graph: no class token is joined to the tokens',
    });
  });
});

describe('the output among several', () => {
  const logits = [node('Gemm', ['cls', 'head', 'bias'], ['logits'])];
  it.each<[string, Written, string]>([
    [
      'the first token, whatever its name',
      transformer({ x2: ['n', 65, 16], cls: ['n', 16] }, firstToken),
      'cls nd none',
    ],
    [
      'features before class scores',
      transformer({ logits: ['n', 10], cls: ['n', 16] }, firstToken, ...logits),
      'cls nd none',
    ],
    [
      'tokens before class scores',
      transformer({ logits: ['n', 10], x2: ['n', 65, 16] }, firstToken, ...logits),
      'x2 ntd first',
    ],
    [
      'a pooler after the first token',
      transformer(
        { x2: ['n', 65, 16], pooled: ['n', 16] },
        firstToken,
        node('Gemm', ['cls', 'square'], ['dense']),
        node('Tanh', ['dense'], ['pooled']),
      ),
      'pooled nd none',
    ],
    [
      'the last of all hidden states',
      transformer({ joined: ['n', 65, 16], x1: ['n', 65, 16], x2: ['n', 65, 16] }),
      'x2 ntd first',
    ],
    [
      'what depends on the image',
      {
        ...map,
        nodes: [...patches, node('Identity', ['kernel'], ['weights'])],
        outputs: { weights: [16, 3, 4, 4], map: ['n', 16, 8, 8] },
      },
      'map nchw mean',
    ],
    [
      'two heads beside each other',
      transformer(
        { age: ['n', 10], kind: ['n', 10] },
        firstToken,
        node('Gemm', ['cls', 'head', 'bias'], ['age']),
        node('Gemm', ['cls', 'head', 'bias'], ['kind']),
      ),
      'OUTPUT_UNCLEAR',
    ],
    [
      'maps of which none is the last',
      {
        ...map,
        nodes: [...patches, node('Relu', ['map'], ['a']), node('Sigmoid', ['map'], ['b'])],
        outputs: { a: ['n', 16, 8, 8], b: ['n', 16, 8, 8] },
      },
      'OUTPUT_UNCLEAR',
    ],
    [
      'what the graph does not show',
      {
        ...unknown(['n', 16]),
        nodes: [node('ImageDecoder', ['image'], ['y', 'z'])],
        outputs: { y: ['n', 16], z: ['n', 16] },
      },
      'OUTPUT_UNCLEAR',
    ],
  ])('%s', async (_, model, expected) => {
    expect(await decided(model)).toBe(expected);
  });
});

describe('what is given', () => {
  it('decides, where it fits', async () => {
    expect(await decided(nhwc, { layout: 'nchw' })).toBe('y nchw mean');
    expect(await decided(tokens, { pooling: 'first' })).toBe('tokens ntd first');
    expect(await decided(tokens, { layout: 'ndt' })).toBe('tokens ndt mean');
    expect(await decided(unknown(['n', 64, 16]), { layout: 'ntd', pooling: 'mean' })).toBe('y ntd mean');
    expect(await decided(unknown(null), { layout: 'nd' })).toBe('y nd none');
  });

  it('is recorded as what happens: one row per image is not pooled', async () => {
    expect(await decided(unknown(['n', 16]), { pooling: 'mean' })).toBe('y nd none');
  });

  it('is refused where it does not fit', async () => {
    expect(await decided(map, { pooling: 'first' })).toBe('POOLING_MISMATCH');
    expect(await decided(tokens, { pooling: 'none' })).toBe('POOLING_MISMATCH');
    expect(await decided(unknown(['n', 16]), { pooling: 'first' })).toBe('POOLING_MISMATCH');
    expect(await decided(tokens, { layout: 'nhwc' })).toBe('LAYOUT_MISMATCH');
    expect(await decided(unknown(['n', 16]), { layout: 'ntd' })).toBe('LAYOUT_MISMATCH');
    expect(await decided(tokens, { output: 'none' })).toBe('OUTPUT_MISSING');
  });
});
