import { describe, expect, it } from 'vitest';
import { preprocessing } from './preprocessing.ts';
import { presetNames, presetNormalisation, presetOf, presetsFor } from './presets.ts';

const valid = {
  height: 28,
  width: 28,
  interpolation: 'bilinear',
  colour: 'grey',
  scale: 1 / 255,
  mean: [0],
  std: [1],
};

const messages = (change: object): string[] => {
  const parsed = preprocessing.safeParse({ ...valid, ...change });
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
};

describe('preprocessing', () => {
  it('takes what the form makes, and leaves out what it does not know', () => {
    expect(preprocessing.parse({ ...valid, secret: 1 })).toEqual(valid);
  });

  it.each([
    [{ height: 0 }, 'The input height must be at least 1 pixel.'],
    [{ width: 1025 }, 'The input width must be at most 1024 pixels.'],
    [{ width: 2.5 }, 'The input width must be a whole number of pixels.'],
    [{ scale: 0 }, 'The scale must not be 0: every pixel would become the same.'],
    [{ scale: Number.POSITIVE_INFINITY }, 'The scale must be a finite number.'],
    [{ std: [0] }, 'No value of std may be 0: pixels are divided by it.'],
    [{ mean: [0, 0, 0] }, 'Grey images need 1 value of mean, not 3.'],
    [{ colour: 'bgr', mean: [0, 0, 0] }, 'BGR images need 3 values of std, not 1.'],
    [{ shorterSide: 27 }, 'The shorter side must be at least 28, the longer side of the crop.'],
  ])('%j: %s', (change, message) => {
    expect(messages(change)).toEqual([message]);
  });
});

describe('presets', () => {
  it('are valid for every colour they are made for, and are found again by their numbers', () => {
    for (const colour of ['rgb', 'bgr', 'grey'] as const) {
      for (const name of presetsFor(colour)) {
        const numbers = presetNormalisation(name, colour);
        expect(preprocessing.safeParse({ ...valid, colour, ...numbers }).success).toBe(true);
        expect(presetOf({ colour, ...numbers })).toBe(name);
      }
    }
    expect(new Set(presetsFor('bgr'))).toEqual(new Set(presetNames));
  });

  it('turn the order of the channels for BGR', () => {
    expect(presetNormalisation('caffe', 'bgr').mean).toEqual([103.939, 116.779, 123.68]);
    expect(presetNormalisation('imagenet', 'rgb').mean).toEqual([0.485, 0.456, 0.406]);
  });

  it('are not seen in other numbers', () => {
    expect(presetOf({ colour: 'grey', scale: 1, mean: [1], std: [1] })).toBeNull();
  });
});
