import { describe, expect, it } from 'vitest';
import { checkPreset, checkValues, isRefused, type OwnNormalisation } from './check-values.ts';
import { type Colour, channelCount } from './colour-order.ts';
import { presetNames, presetNormalisation, presetsFor } from './presets.ts';

const values = (colour: Colour, scale: number, mean: readonly number[], std: readonly number[] = [1]) => {
  const wide = (list: readonly number[]) =>
    list.length === 1 ? new Array<number>(channelCount(colour)).fill(list[0] ?? 0) : [...list];
  const frame = { height: 32, width: 32, interpolation: 'bilinear' as const };
  return { ...frame, colour, scale, mean: wide(mean), std: wide(std) };
};
const plain = { type: 'float32' as const, own: null };
const torchMean = [0.485, 0.456, 0.406];
const torchStd = [0.229, 0.224, 0.225];
const pixelMean = [123.675, 116.28, 103.53];
const pixelStd = [58.395, 57.12, 57.375];

describe('checkValues', () => {
  it('has nothing against the presets, in the colours they are made for', () => {
    for (const name of presetNames) {
      for (const colour of ['rgb', 'bgr', 'grey'] as const) {
        if (!presetsFor(colour).includes(name)) continue;
        const { scale, mean, std } = presetNormalisation(name, colour);
        expect(checkValues(values(colour, scale, mean, std), plain), `${name} ${colour}`).toEqual([]);
      }
    }
  });

  it.each([
    ['pixels of OpenMMLab', values('rgb', 1, pixelMean, pixelStd)],
    ['CLIP', values('rgb', 1 / 255, [0.4815, 0.4578, 0.4082], [0.2686, 0.2613, 0.2758])],
    ['CIFAR', values('rgb', 1 / 255, [0.4914, 0.4822, 0.4465], [0.247, 0.2435, 0.2616])],
    ['MNIST', values('grey', 1 / 255, [0.1307], [0.3081])],
    ['Inception', values('rgb', 1 / 255, [0.5], [0.5])],
    ['(x − 128) / 128', values('rgb', 1, [128], [128])],
    ['x / 256', values('rgb', 1 / 256, [0])],
    ['Caffe scaled by 0.017', values('rgb', 0.017, [2.1, 1.98, 1.76])],
    ['grey without contrast', values('grey', 1 / 255, [0.5], [0.05])],
  ])('has nothing against %s', (_, usual) => {
    expect(checkValues(usual, plain)).toEqual([]);
  });

  it.each([
    [
      'means of pixels with scale 1/255',
      values('rgb', 1 / 255, pixelMean, pixelStd),
      'scale 1/255 brings pixels to 0 … 1, far from mean 123.7, 116.3, 103.5',
      'scale 1 with these values, or scale 1/255 with mean 0.485, 0.456, 0.406 and std 0.229, 0.224, 0.225',
    ],
    [
      'a std of pixels with scale 1/255',
      values('rgb', 1 / 255, torchMean, pixelStd),
      'scale 1/255 brings pixels to 0 … 1, but std 58.4, 57.12, 57.38 is a deviation of pixels from 0 to 255',
      'std 0.229, 0.224, 0.225',
    ],
    [
      'means of 0 … 1 with scale 1',
      values('rgb', 1, torchMean, torchStd),
      'scale 1 brings pixels to 0 … 255, but mean 0.485, 0.456, 0.406 and std 0.229, 0.224, 0.225 are for pixels from 0 to 1',
      'scale 1/255, or mean 123.7, 116.3, 103.5 and std 58.4, 57.12, 57.38',
    ],
    [
      'a std of 0 … 1 with scale 1',
      values('rgb', 1, [0], torchStd),
      'scale 1 brings pixels to 0 … 255, but std 0.229, 0.224, 0.225 is for pixels from 0 to 1',
      'scale 1/255, or std 58.4, 57.12, 57.38',
    ],
    [
      'means of Caffe in the wrong order',
      values('rgb', 1, [103.939, 116.779, 123.68]),
      'mean 103.9, 116.8, 123.7 is in the order blue, green, red, but the colour is RGB',
      'colour BGR, or mean 123.7, 116.8, 103.9 with std in the same order',
    ],
    [
      'torchvision’s means for BGR in the order of RGB',
      values('bgr', 1 / 255, torchMean, torchStd),
      'mean 0.485, 0.456, 0.406 is in the order red, green, blue, but the colour is BGR',
      'colour RGB, or mean 0.406, 0.456, 0.485 with std in the same order',
    ],
    [
      'a tiny std',
      values('rgb', 1 / 255, [0], [0.000001]),
      'it turns pixels into values from 0 to 1000000',
      'values that the encoder was trained with, such as 0 … 1, −1 … 1, 0 … 255 or about −2.1 … 2.6',
    ],
    [
      'a scale that was applied twice',
      values('rgb', 1 / 255 / 255, [0]),
      'it turns pixels into values from 0 to 0.003922',
      'values that the encoder was trained with, such as 0 … 1, −1 … 1, 0 … 255 or about −2.1 … 2.6',
    ],
    [
      'a decimal point that is missing',
      values('rgb', 1 / 255, [0.485, 0.456, 406], torchStd),
      'scale 1/255 brings pixels to 0 … 1, far from mean 0.485, 0.456, 406',
      'a mean within the range of the scaled pixels',
    ],
  ])('refuses %s, and says what was meant', (_, wrong, reason, meant) => {
    expect(checkValues(wrong, plain)).toEqual([{ kind: 'contradiction', reason, meant }]);
  });

  it.each([
    ['Caffe’s means without its order', values('rgb', 1, [123.68, 116.779, 103.939]), /Caffe/],
    ['ImageNet’s red for grey images', values('grey', 1 / 255, [0.485], [0.229]), /grey/],
    ['very different channels', values('rgb', 1 / 255, [0], [1, 1, 0.1]), /by channel/],
    ['neither scaled nor raw', values('rgb', 1 / 4, [0]), /from 0 to 63.75/],
    ['hardly any contrast', values('rgb', 1 / 2550, [0]), /from 0 to 0.1/],
    ['beyond bytes', values('rgb', 2, [0]), /from 0 to 510/],
    ['never near zero', values('rgb', 1 / 255, [-1]), /from 1 to 2/],
    ['inverted images', values('rgb', -1 / 255, [-1]), /inverts/],
  ])('warns of %s', (_, odd, reason) => {
    const [finding, ...others] = checkValues(odd, plain);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ kind: 'unusual', reason: expect.stringMatching(reason) });
    expect(finding && isRefused(finding)).toBe(false);
  });

  it('refuses the preset of Caffe for other colours than BGR', () => {
    expect(checkPreset('caffe', 'bgr')).toBeNull();
    expect(checkPreset('unit', 'grey')).toBeNull();
    expect(checkPreset('caffe', 'rgb')).toEqual({
      kind: 'contradiction',
      reason: 'the preset caffe is for BGR images, but the colour is RGB',
      meant: 'colour BGR',
    });
  });

  it('holds values against a model that takes bytes', () => {
    const byte = { type: 'uint8' as const, own: null };
    expect(checkValues(values('rgb', 1, [0]), byte)).toEqual([]);
    expect(checkValues(values('rgb', 1 / 255, torchMean, torchStd), byte)).toEqual([
      { kind: 'levels', levels: 3 },
    ]);
    const [finding] = checkValues(values('rgb', 1, pixelMean), byte);
    expect(finding).toMatchObject({ kind: 'unusual' });
    const centred = checkValues(values('bgr', 1, pixelMean.toReversed()), byte);
    expect(centred).toMatchObject([{ kind: 'unusual', reason: expect.stringMatching(/of 256 levels/) }]);
  });

  it('holds values against a model that normalises by itself', () => {
    const own: OwnNormalisation = { range: 'unit', certain: true, nodes: 'Sub · Div' };
    const model = { type: 'float32' as const, own };
    expect(checkValues(values('rgb', 1 / 255, [0]), model)).toEqual([]);
    expect(checkValues(values('rgb', 1 / 256, [0]), model)).toEqual([]);
    for (const twice of [
      values('rgb', 1 / 255, torchMean, torchStd),
      values('rgb', 1 / 127.5, [1]),
      values('rgb', 1, [0]),
    ]) {
      const [finding] = checkValues(twice, model);
      expect(finding).toEqual({ kind: 'twice', own });
      expect(finding && isRefused(finding)).toBe(true);
      const [guess] = checkValues(twice, { ...model, own: { ...own, certain: false } });
      expect(guess && isRefused(guess)).toBe(false);
    }
    const bytes = { ...model, own: { ...own, range: 'byte' as const } };
    expect(checkValues(values('rgb', 1, [0]), bytes)).toEqual([]);
    expect(checkValues(values('rgb', 1 / 255, [0]), bytes)).toHaveLength(1);
  });
});
