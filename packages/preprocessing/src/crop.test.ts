import { describe, expect, it } from 'vitest';
import { createCropper, type Pixels } from './crop.ts';

const spec = { height: 2, width: 2, interpolation: 'bilinear', colour: 'rgb' } as const;
const flat = (height: number, width: number, colour: readonly number[]): Pixels => ({
  height,
  width,
  channels: colour.length === 1 ? 1 : 3,
  data: Uint8Array.from({ length: height * width * colour.length }, (_, i) => colour[i % colour.length] ?? 0),
});

describe('createCropper', () => {
  it('takes images of many sizes and colours in any order', () => {
    const cropper = createCropper(spec);
    expect(cropper.size).toEqual({ height: 2, width: 2, channels: 3 });
    for (let round = 0; round < 2; round++) {
      for (let side = 1; side < 40; side++) {
        const bytes = [side, 100, 2 * side];
        expect([...cropper.crop(flat(side, 3 * side, bytes))]).toEqual([bytes, bytes, bytes, bytes].flat());
        expect(new Set(cropper.crop(flat(side, side, [side])))).toEqual(new Set([side]));
      }
    }
  });

  it('keeps grey images grey where asked to', () => {
    const cropper = createCropper(spec, 1);
    expect([...cropper.crop(flat(5, 4, [9]))]).toEqual([9, 9, 9, 9]);
    expect([...cropper.crop(flat(5, 4, [255, 0, 0]))]).toEqual([76, 76, 76, 76]);
  });
});
