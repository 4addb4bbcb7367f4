import type { EncoderInput } from '@clusterboard/onnx';
import { presetNormalisation } from '@clusterboard/preprocessing';
import { expect, it } from 'vitest';
import { inputSettings, modelInputSettings } from './input-settings.ts';

const input: EncoderInput = {
  name: 'image',
  format: { type: 'float32', layout: 'nchw' },
  batch: null,
  channels: null,
  height: null,
  width: null,
  own: null,
};
const spec = {
  height: 32,
  width: 48,
  interpolation: 'bilinear' as const,
  colour: 'rgb' as const,
  ...presetNormalisation('imagenet', 'rgb'),
};

it('says what was given, and what came from the dataset', () => {
  const size = { height: 32, width: 48 };
  expect(inputSettings({ size, colour: 'rgb', preset: 'imagenet' }, input, spec)).toEqual([
    { name: 'size', value: '32×48', source: 'given' },
    { name: 'channels', value: 'rgb', source: 'given' },
    {
      name: 'values',
      value: '-2.118 … 2.64 (imagenet: scale 0.003922, mean 0.485, 0.456, 0.406, std 0.229, 0.224, 0.225)',
      source: 'given',
    },
  ]);
  const sources = inputSettings({}, input, spec).map(({ source }) => source);
  expect(sources.slice(0, 2)).toEqual(['from the dataset', 'from the dataset']);
  expect(sources[2]).toMatch(/^default; set it with --preset/);
  const bgr = { ...spec, colour: 'bgr' as const };
  expect(inputSettings({ preset: 'caffe' }, input, bgr)[1]?.source).toBe('for the preset caffe');
});

it('says what the model’s file decides by itself', () => {
  const own = { range: 'byte', certain: true, nodes: 'Div 255' } as const;
  expect(modelInputSettings({ ...input, height: 8, width: 8, channels: 1, own })).toEqual([
    { name: 'size', value: '8×8', source: 'fixed by the model' },
    { name: 'channels', value: 'grey', source: '1 channel fixed by the model' },
    {
      name: 'values',
      value: '0 … 255 (raw: scale 1, mean 0, std 1)',
      source: 'the model normalises its input itself: Div 255',
    },
  ]);
  expect(modelInputSettings(input).map(({ value }) => value)).toEqual([
    'any',
    'any',
    '0 … 1 (unit: scale 0.003922, mean 0, std 1)',
  ]);
});
