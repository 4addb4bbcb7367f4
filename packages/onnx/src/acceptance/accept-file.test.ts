import { strict as assert } from 'node:assert';
import type { Preprocessing } from '@clusterboard/preprocessing';
import { describe, expect, it } from 'vitest';
import { fromBytes } from '../byte-source.ts';
import { node, tensor, value, writeModel } from '../model-writer.ts';
import { suggestPreprocessing } from '../suggest-preprocessing.ts';
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

describe('pixel values', () => {
  const own = writeModel({
    input: [value('image', ['batch', 1, 4, 4])],
    output: [value('features', ['batch', 'dim'])],
    initializer: [tensor('k', [], Float32Array.of(255))],
    node: [node('Div', ['image', 'k'], ['x']), node('Flatten', ['x'], ['features'], { axis: 1n })],
  });
  const codeFor = async (file: Uint8Array, change: Partial<Preprocessing>) => {
    const accepted = await acceptFile(fromBytes(file), { preprocessing: { ...preprocessing, ...change } });
    return accepted.ok ? accepted.warnings.map(({ code }) => code) : accepted.problem.code;
  };

  it('that contradict each other are refused, and unusual ones warned of', async () => {
    expect(await codeFor(bytes, {})).toEqual([]);
    expect(await codeFor(bytes, { scale: 1 / 255, mean: [123.7] })).toBe('PREPROCESSING_CONTRADICTION');
    expect(await codeFor(bytes, { scale: 1 / 4 })).toEqual(['PREPROCESSING_UNUSUAL']);
  });

  it('that the model would scale a second time are refused, and those that it takes suggested', async () => {
    expect(await codeFor(own, {})).toEqual([]);
    expect(await codeFor(own, { scale: 1 / 255 })).toBe('PREPROCESSING_TWICE');
    const accepted = await acceptFile(fromBytes(own));
    assert(accepted.ok);
    expect(accepted.model.input.own).toEqual({ range: 'byte', certain: true, nodes: 'Div 255' });
    const suggested = suggestPreprocessing(accepted.model, { height: 4, width: 4, channels: 1 });
    expect(suggested).toMatchObject({ scale: 1, mean: [0], std: [1] });
  });
});
