import { strict as assert } from 'node:assert';
import type { Preprocessing } from '@clusterboard/preprocessing';
import { expect, it } from 'vitest';
import { fromBytes } from '../byte-source.ts';
import { node, value, writeModel } from '../model-writer.ts';
import { acceptFile } from './accept-file.ts';

const bytes = writeModel({
  input: [value('image', ['batch', 1, 4, 4])],
  output: [value('features', ['batch', 'dim'])],
  node: [node('Flatten', ['image'], ['features'], { axis: 1n })],
});
const preprocessing: Preprocessing = {
  height: 4,
  width: 4,
  interpolation: 'bilinear',
  colour: 'grey',
  scale: 1,
  mean: [0],
  std: [1],
};

it('accepts a model with the choices that fit it', async () => {
  const accepted = await acceptFile(fromBytes(bytes), { output: 'features', preprocessing });
  assert(accepted.ok);
  expect(accepted.model.output.name).toBe('features');
  expect(accepted.inspection.nodes).toBe(1);
  expect((await acceptFile(fromBytes(bytes), { output: null, preprocessing: null })).ok).toBe(true);
});

it.each([
  ['file', 'NOT_ONNX', new TextEncoder().encode('<!doctype html><p>404</p>'), {}, false],
  ['output', 'OUTPUT_MISSING', bytes, { output: 'logits', preprocessing }, true],
  ['preprocessing', 'INPUT_SIZE_MISMATCH', bytes, { preprocessing: { ...preprocessing, height: 5 } }, true],
] as const)('says that the %s is the cause of %s', async (cause, code, file, choices, read) => {
  const refused = await acceptFile(fromBytes(file), choices);
  assert(!refused.ok);
  expect(refused).toMatchObject({ cause, problem: { code } });
  expect(refused.inspection !== null).toBe(read);
});
