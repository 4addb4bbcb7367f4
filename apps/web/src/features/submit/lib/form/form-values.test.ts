import type { EncoderInput } from '@clusterboard/onnx';
import { presetNormalisation } from '@clusterboard/preprocessing';
import { describe, expect, it } from 'vitest';
import { parseNumberList } from './number-list.ts';
import { areChosen, suggestedValues, valuesForColour } from './pixel-values.ts';
import { fieldOf } from './submit-fields.ts';
import { submitResolver } from './submit-resolver.ts';
import { someValues } from './submit-values.fixture.ts';
import { submitValues } from './submit-values.ts';
import { encoderName } from './suggest-values.ts';

const values = {
  benchmark: 'digits',
  name: ' simclr ',
  description: '',
  submittedBy: 'A. Visitor',
  preprocessing: {
    height: 8,
    width: 8,
    interpolation: 'bilinear',
    colour: 'grey',
    scale: 1 / 255,
    mean: [0],
    std: [1],
  },
  outputName: 'features',
  layout: 'nd',
  pooling: 'none',
};

/** Paths of what is wrong with the form. */
const wrong = (changed: Record<string, unknown>) => {
  const parsed = submitValues.safeParse({ ...values, ...changed });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
};

describe('the form’s values', () => {
  it('are taken when complete, with spaces trimmed', () => {
    expect(submitValues.parse(values).name).toBe('simclr');
  });

  it('need names of at most 80 characters', () => {
    expect(wrong({ name: '  ', submittedBy: '' })).toEqual(['name', 'submittedBy']);
    expect(wrong({ name: 'x'.repeat(81) })).toEqual(['name']);
    expect(wrong({ description: 'x'.repeat(2001) })).toEqual(['description']);
  });

  it('need one mean and one deviation per channel', () => {
    const preprocessing = { ...values.preprocessing, colour: 'rgb', mean: [0, 0, 0] };
    expect(wrong({ preprocessing })).toEqual(['preprocessing.std']);
  });

  it('need the output, its axes and pooling, where the file does not tell', () => {
    expect(wrong({ outputName: '', layout: '', pooling: '' })).toEqual(['outputName', 'layout', 'pooling']);
  });

  it('refuse what is no number', () => {
    const preprocessing = { ...values.preprocessing, mean: parseNumberList('half'), height: Number.NaN };
    expect(wrong({ preprocessing })).toEqual(['preprocessing.height', 'preprocessing.mean.0']);
  });
});

it('finds the field of a problem', () => {
  expect(fieldOf('preprocessing.std')).toBe('preprocessing.std');
  expect(fieldOf('preprocessing.std.0')).toBe('preprocessing.std');
  expect(fieldOf('upload')).toBeNull();
  expect(fieldOf('names')).toBeNull();
  expect(fieldOf(null)).toBeNull();
});

it('reads lists of numbers as people write them', () => {
  expect(parseNumberList('0.485, 0.456 0.406')).toEqual([0.485, 0.456, 0.406]);
  expect(parseNumberList([0.5])).toEqual([0.5]);
  expect(parseNumberList('')).toEqual([]);
});

it('guesses a name from the file’s', () => {
  expect(encoderName('sim_clr-v2.onnx')).toBe('sim clr-v2');
  expect(encoderName('MODEL.ONNX')).toBe('MODEL');
  expect(encoderName(`${'x'.repeat(200)}.onnx`)).toHaveLength(80);
});

describe('pixel values', () => {
  const input: EncoderInput = {
    name: 'image',
    format: { type: 'float32', layout: 'nchw' },
    batch: null,
    channels: null,
    height: 8,
    width: 8,
    own: null,
  };
  const own = { range: 'byte', certain: true, nodes: 'Div 255' } as const;
  const fields = { fields: {}, shouldUseNativeValidation: false };
  const scaleError = async (change: object, model = input) => {
    const form = { ...someValues, preprocessing: { ...someValues.preprocessing, ...change } };
    const { errors } = await submitResolver(form, model, fields);
    return errors.preprocessing?.scale?.message ?? null;
  };

  it('are a choice, unless the file speaks for some', () => {
    expect(areChosen(suggestedValues(input, 'rgb'))).toBe(false);
    expect(suggestedValues({ ...input, own }, 'rgb')).toEqual(presetNormalisation('raw', 'rgb'));
  });

  it('must be chosen', async () => {
    expect(await scaleError(suggestedValues(input, 'grey'))).toMatch(/^Choose the pixel values/);
    expect(await scaleError({})).toBeNull();
  });

  it('must contradict neither themselves nor the model', async () => {
    expect(await scaleError({ scale: 1 / 255, mean: [123.7] })).toContain('contradict');
    expect(await scaleError({ scale: 1 / 255 }, { ...input, own })).toContain('a second time');
  });

  it('follow the order of the colours', () => {
    const imagenet = presetNormalisation('imagenet', 'rgb');
    expect(valuesForColour(imagenet, 'bgr', input)).toEqual(presetNormalisation('imagenet', 'bgr'));
    expect(areChosen(valuesForColour(imagenet, 'grey', input))).toBe(false);
    const unit = presetNormalisation('unit', 'grey');
    expect(valuesForColour(unit, 'rgb', input)).toEqual(presetNormalisation('unit', 'rgb'));
    const numbers = { scale: 1 / 255, mean: [0.1, 0.2, 0.3], std: [1, 1, 1] };
    expect(valuesForColour(numbers, 'bgr', input)).toEqual(numbers);
    expect(areChosen(valuesForColour(numbers, 'grey', input))).toBe(false);
    const nothing = suggestedValues(input, 'rgb');
    expect(valuesForColour(nothing, 'grey', input)).toEqual(nothing);
  });
});
