import { describe, expect, it } from 'vitest';
import { fromBytes } from '../byte-source.ts';
import { node, tensor, value, writeModel } from '../model-writer.ts';
import { readOutline } from './outline.ts';

const written = (graph: Parameters<typeof writeModel>[0]) => readOutline(fromBytes(writeModel(graph)));

describe('the outline of a graph', () => {
  it('has nodes with their edges and attributes, and shapes and small values of constants', async () => {
    const outline = await written({
      input: [value('image', ['n', 3, 8, 8])],
      output: [value('y', ['n', 16])],
      valueInfo: [value('c', ['n', 16, 4, 4])],
      initializer: [
        tensor('w', [16, 3, 2, 2], new Float32Array(192)),
        tensor('shape', [2], BigInt64Array.of(0n, -1n)),
      ],
      node: [
        node('Conv', ['image', 'w'], ['c'], { strides: [2n, 2n] }),
        node('Constant', [], ['eps'], { value: tensor('', [1], Float32Array.of(0.5)) }),
        node('LeakyRelu', ['c'], ['r'], { alpha: 0.25 }),
        node('Reshape', ['r', 'shape'], ['y']),
      ],
    });
    expect(outline?.nodes.map(({ operator, inputs, outputs }) => [operator, inputs, outputs])).toEqual([
      ['Conv', ['image', 'w'], ['c']],
      ['Constant', [], ['eps']],
      ['LeakyRelu', ['c'], ['r']],
      ['Reshape', ['r', 'shape'], ['y']],
    ]);
    expect(outline?.nodes[0]?.attributes.get('strides')?.integers).toEqual([2, 2]);
    expect(outline?.nodes[1]?.attributes.get('value')?.tensor).toMatchObject({ shape: [1], values: [0.5] });
    expect(outline?.nodes[2]?.attributes.get('alpha')?.floats).toEqual([0.25]);
    expect(outline?.constants.get('w')).toMatchObject({ shape: [16, 3, 2, 2], values: null });
    expect(outline?.constants.get('shape')).toMatchObject({ elementType: 'int64', values: [0, -1] });
    expect(outline?.noted.get('c')?.shape).toEqual(['n', 16, 4, 4]);
  });

  it('reads small constants however they are written', async () => {
    const float = { name: 'float', dims: [2], dataType: 1, floatData: [1.5, -2] };
    const long = { name: 'long', dims: [2], dataType: 7, int64Data: [-1, 300] };
    const int = { name: 'int', dims: [1], dataType: 6, int32Data: [-7] };
    const half = { name: 'half', dims: [3], dataType: 10, rawData: Uint8Array.of(0, 0x3c, 0, 0xc0, 1, 0) };
    const short = { name: 'short', dims: [4], dataType: 1, rawData: new Uint8Array(4) };
    const outline = await written({
      input: [value('image', ['n', 3, 8, 8])],
      output: [value('image', ['n', 3, 8, 8])],
      initializer: [float, long, int, half, short],
    });
    const values = Object.fromEntries(
      [...(outline?.constants ?? [])].map(([name, { values }]) => [name, values]),
    );
    expect(values).toEqual({
      float: [1.5, -2],
      long: [-1, 300],
      int: [-7],
      half: [1, -2, 2 ** -24],
      short: null,
    });
  });

  it('is none for what is no model, and for a graph beyond every sensible size', async () => {
    expect(await readOutline(fromBytes(new TextEncoder().encode('not a model')))).toBeNull();
    const relu = node('Relu', ['image'], ['y']);
    const face = { input: [value('image', ['n', 3, 8, 8])], output: [value('y', ['n', 3, 8, 8])] };
    expect(await written({ ...face, node: new Array(50_001).fill(relu) })).toBeNull();
    const wide = node('Concat', new Array(400_001).fill('x'), ['y']);
    expect(await written({ ...face, node: [wide] })).toBeNull();
  });
});
