import type { AcceptedModel } from '@clusterboard/onnx';
import { expect, it } from 'vitest';
import { choosePreprocessing, type PreprocessingFlags } from './preprocessing-flags.ts';

const output = { name: 'features', layout: 'vector' as const, dim: 16 };
const input: AcceptedModel['input'] = {
  name: 'image',
  format: { type: 'float32', layout: 'nchw' },
  batch: null,
  channels: 3,
  height: 32,
  width: 32,
  own: null,
};
const photo = { height: 32, width: 32, channels: 3 } as const;

function choose(flags: PreprocessingFlags, change: Partial<AcceptedModel['input']> = {}) {
  const model = { input: { ...input, ...change }, outputs: [output], output };
  const chosen = choosePreprocessing(flags, model, photo);
  if (!chosen.ok) return chosen.problem.code;
  const { preprocessing, warnings } = chosen.value;
  const { colour, scale, mean } = preprocessing;
  return { colour, scale, mean, warnings: warnings.map(({ code }) => code) };
}

it('says that values are a default only where nothing else decides', () => {
  const assumed = { scale: 1 / 255, warnings: ['PREPROCESSING_ASSUMED'] };
  expect(choose({})).toMatchObject(assumed);
  expect(choose({ size: { height: 32, width: 32 }, colour: 'bgr' })).toMatchObject(assumed);
  expect(choose({ preset: 'unit' })).toMatchObject({ scale: 1 / 255, warnings: [] });
  expect(choose({ std: [0.5], mean: [0.5] })).toMatchObject({ warnings: [] });
  expect(choose({}, { format: { type: 'uint8', layout: 'nhwc' } })).toMatchObject({ scale: 1, warnings: [] });
  const own = { range: 'byte', certain: true, nodes: 'Div 255' } as const;
  expect(choose({}, { own })).toMatchObject({ scale: 1, warnings: [] });
  expect(choose({ preset: 'unit' }, { own })).toBe('PREPROCESSING_TWICE');
});

it('takes the order that a preset is made for, and refuses another one', () => {
  expect(choose({ preset: 'caffe' })).toMatchObject({ colour: 'bgr', mean: [103.939, 116.779, 123.68] });
  expect(choose({ preset: 'imagenet' })).toMatchObject({ colour: 'rgb' });
  expect(choose({ preset: 'caffe', colour: 'rgb' })).toBe('PREPROCESSING_CONTRADICTION');
  expect(choose({ preset: 'caffe' }, { channels: 1 })).toBe('PREPROCESSING_CONTRADICTION');
});

it('refuses what contradicts itself, and warns of what is unusual', () => {
  expect(choose({ mean: [123.675] })).toBe('PREPROCESSING_CONTRADICTION');
  expect(choose({ scale: 0.25 })).toMatchObject({ warnings: ['PREPROCESSING_UNUSUAL'] });
});
