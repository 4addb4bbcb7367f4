import { describe, expect, it } from 'vitest';
import { parseNumberList } from './number-list.ts';
import { fieldOf } from './submit-fields.ts';
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
