import { describe, expect, it } from 'vitest';
import { fromBytes } from '../byte-source.ts';
import { node, value, writeModel } from '../model-writer.ts';
import { unstableNodes } from './unstable-nodes.ts';

type Node = ReturnType<typeof node>;

const found = (...nodes: Node[]) =>
  unstableNodes(
    fromBytes(
      writeModel({ input: [value('image', ['n', 1, 4, 4])], output: [value('y', ['n', 16])], node: nodes }),
    ),
  );

describe('nodes whose results are not those of one image', () => {
  it.each<[string, Node, string]>([
    ['random', node('Bernoulli', ['image'], ['y']), 'Bernoulli'],
    ['training mode', node('Dropout', ['image', 'ratio', 'training'], ['y']), 'Dropout'],
    [
      'training mode',
      node('BatchNormalization', ['image'], ['y'], { training_mode: 1n }),
      'BatchNormalization',
    ],
    ['training mode', node('BatchNormalization', ['image'], ['y', 'mean', 'var']), 'BatchNormalization'],
    [
      'dynamic quantisation',
      node('DynamicQuantizeLinear', ['image'], ['y', 's', 'z']),
      'DynamicQuantizeLinear',
    ],
    ['batch axis', node('Softmax', ['image'], ['y'], { axis: 0n }), 'Softmax'],
    ['batch axis', node('ReduceL2', ['image'], ['y'], { axes: [0n, 2n] }), 'ReduceL2'],
    [
      'batch axis',
      node('MeanVarianceNormalization', ['image'], ['y'], { axes: [0n, 2n, 3n] }),
      'MeanVarianceNormalization',
    ],
  ])('%s: %o', async (cause, each, operator) => {
    expect(await found(each)).toEqual([{ operator, name: '', cause }]);
  });

  it.each<[Node]>([
    [node('Dropout', ['image'], ['y'])],
    [node('BatchNormalization', ['image', 's', 'b', 'm', 'v'], ['y'], { training_mode: 0n })],
    [node('Softmax', ['image'], ['y'], { axis: -1n })],
    [node('ReduceMean', ['image'], ['y'], { axes: [2n, 3n], keepdims: 0n })],
    [node('Gemm', ['image', 'w'], ['y'], { transA: 0n })],
  ])('not %o', async (each) => {
    expect(await found(each)).toEqual([]);
  });

  it('are found in the bodies of loops too, the first of each cause', async () => {
    const body = { name: 'body', node: [{ ...node('RandomNormal', [], ['r']), name: 'inner' }] };
    const loop = node('Loop', ['trips', 'go'], ['y'], { body: { body } });
    expect(await found(loop, node('RandomUniform', [], ['z']))).toEqual([
      { operator: 'RandomNormal', name: 'inner', cause: 'random' },
    ]);
  });
});

it('a file that is no model has none', async () => {
  expect(await unstableNodes(fromBytes(new TextEncoder().encode('not a model')))).toEqual([]);
});
