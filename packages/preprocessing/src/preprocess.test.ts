import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '../golden/pillow.golden.json' with { type: 'json' };
import { channelCount } from './colour-order.ts';
import type { ImageSize } from './crop.ts';
import { createPreprocessor, preprocess } from './preprocess.ts';
import { type Preprocessing, preprocessing } from './preprocessing.ts';
import { presetNormalisation } from './presets.ts';

const bytes = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

const raw = (
  spec: Pick<Preprocessing, 'colour' | 'height' | 'width'> & Partial<Preprocessing>,
): Preprocessing =>
  preprocessing.parse({ interpolation: 'bilinear', ...presetNormalisation('raw', spec.colour), ...spec });

/** [C, H, W] back to the bytes of an image [H, W, C]. */
function interleave(tensor: Float32Array, channels: number): Uint8Array {
  const plane = tensor.length / channels;
  return Uint8Array.from(tensor, (_, at) => tensor[(at % channels) * plane + Math.floor(at / channels)] ?? 0);
}

const sources = new Map(
  Object.entries(golden.sources).map(([name, { pixels, channels, ...size }]) => [
    name,
    { image: { ...size, channels: channels === 1 ? 1 : 3 } satisfies ImageSize, pixels: bytes(pixels) },
  ]),
);

describe(`against Pillow ${golden.pillow}`, () => {
  it.each(golden.cases)('$source to $spec.height × $spec.width $spec.colour, $spec.interpolation', (row) => {
    const source = sources.get(row.source);
    if (source === undefined) throw new Error(`no source ${row.source}`);
    const spec = raw(row.spec as Preprocessing);
    const tensor = preprocess(source.pixels, source.image, spec);
    expect(interleave(tensor, channelCount(spec.colour))).toEqual(bytes(row.expected));
  });
});

describe('preprocess', () => {
  const grey: ImageSize = { height: 2, width: 2, channels: 1 };
  const colour: ImageSize = { height: 1, width: 2, channels: 3 };

  it('scales, subtracts the mean and divides by the deviation', () => {
    const spec = raw({ colour: 'grey', height: 2, width: 2, scale: 1 / 255, mean: [0.5], std: [0.25] });
    expect([...preprocess(Uint8Array.of(0, 51, 204, 255), grey, spec)]).toEqual(
      [-2, -1.2, 1.2, 2].map(Math.fround),
    );
  });

  it('puts planes one after the other, in the order of the colour', () => {
    const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const rgb = raw({ colour: 'rgb', height: 1, width: 2 });
    expect([...preprocess(pixels, colour, rgb)]).toEqual([1, 4, 2, 5, 3, 6]);
    const bgr = raw({ colour: 'bgr', height: 1, width: 2, mean: [1, 0, 0] });
    expect([...preprocess(pixels, colour, bgr)]).toEqual([2, 5, 2, 5, 1, 4]);
  });

  it('writes at the offset and nowhere else', () => {
    const target = new Float32Array(8).fill(-1);
    createPreprocessor(raw({ colour: 'grey', height: 2, width: 2 }), grey).write(
      Uint8Array.of(1, 2, 3, 4),
      target,
      3,
    );
    expect([...target]).toEqual([-1, -1, -1, 1, 2, 3, 4, -1]);
  });

  it('puts the channels of a pixel side by side for nhwc', () => {
    const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const bgr = raw({ colour: 'bgr', height: 1, width: 2, mean: [1, 0, 0] });
    const preprocessor = createPreprocessor(bgr, colour, { type: 'float32', layout: 'nhwc' });
    const target = new Float32Array(6);
    preprocessor.write(pixels, target, 0);
    expect(preprocessor.shape).toEqual([1, 2, 3]);
    expect([...target]).toEqual([2, 2, 1, 5, 5, 4]);
  });

  it('writes halves as bits, and bytes rounded to even and clipped', () => {
    const pixels = Uint8Array.of(0, 1, 3, 255);
    const half = new Uint16Array(4);
    const spec = raw({ colour: 'grey', height: 2, width: 2, scale: 0.5, mean: [1], std: [1] });
    createPreprocessor(spec, grey, { type: 'float16', layout: 'nchw' }).write(pixels, half, 0);
    expect([...half]).toEqual([0xbc00, 0xb800, 0x3800, 0x57e8]);
    const bytes = new Uint8Array(4);
    createPreprocessor(raw({ ...spec, mean: [-2] }), grey, { type: 'uint8', layout: 'nchw' }).write(
      pixels,
      bytes,
      0,
    );
    expect([...bytes]).toEqual([2, 2, 4, 130]);
    createPreprocessor(raw({ ...spec, scale: 2 }), grey, { type: 'uint8', layout: 'nhwc' }).write(
      pixels,
      bytes,
      0,
    );
    expect([...bytes]).toEqual([0, 1, 5, 255]);
  });

  it('refuses a target of another element type', () => {
    const preprocessor = createPreprocessor(raw({ colour: 'grey', height: 2, width: 2 }), grey);
    expect(() => preprocessor.write(new Uint8Array(4), new Uint16Array(4), 0)).toThrow(TypeError);
  });

  it('refuses an image of another size and a target that is too short', () => {
    const preprocessor = createPreprocessor(raw({ colour: 'grey', height: 2, width: 2 }), grey);
    expect(() => preprocessor.write(new Uint8Array(5), new Float32Array(4), 0)).toThrow(RangeError);
    expect(() => preprocessor.write(new Uint8Array(4), new Float32Array(4), 1)).toThrow(RangeError);
  });

  it('keeps a flat image flat at every size', () => {
    const side = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(
        fc.record({ height: side, width: side, level: fc.integer({ min: 0, max: 255 }) }),
        fc.record({
          height: side,
          width: side,
          interpolation: fc.constantFrom('bilinear' as const, 'bicubic' as const),
        }),
        ({ height, width, level }, spec) => {
          const pixels = new Uint8Array(height * width).fill(level);
          const tensor = preprocess(pixels, { height, width, channels: 1 }, raw({ colour: 'grey', ...spec }));
          expect(tensor).toHaveLength(spec.height * spec.width);
          expect(new Set(tensor)).toEqual(new Set([level]));
        },
      ),
    );
  });
});
