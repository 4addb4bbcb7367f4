import { expect, it } from 'vitest';
import { fromBytes } from '../byte-source.ts';
import { inspectModel } from '../inspect-model.ts';
import { node, value, writeModel } from '../model-writer.ts';
import { unnamedSize, zeroSize, zeroSizes } from './open-sizes.ts';

const graph = (batch: number | string) => ({
  input: [value('image', [batch, 3, 8, 8])],
  output: [value('y', [batch, 3, 8, 8])],
  node: [node('Relu', ['image'], ['y'])],
});

it('finds sizes of 0, which become open', async () => {
  const bytes = writeModel(graph(0));
  const places = await zeroSizes(fromBytes(bytes));
  expect(places).toHaveLength(2);
  for (const at of places) {
    expect([...bytes.subarray(at, at + 2)]).toEqual([...zeroSize]);
    bytes.set(unnamedSize, at);
  }
  expect(await zeroSizes(fromBytes(bytes))).toEqual([]);
  const inspected = await inspectModel(fromBytes(bytes));
  expect(inspected.ok && inspected.value.inputs[0]?.shape).toEqual(['?', 3, 8, 8]);
});

it('finds none in other models, and in what is no model', async () => {
  expect(await zeroSizes(fromBytes(writeModel(graph('n'))))).toEqual([]);
  expect(await zeroSizes(fromBytes(writeModel(graph(8))))).toEqual([]);
  expect(await zeroSizes(fromBytes(new TextEncoder().encode('not a model')))).toEqual([]);
});
