import { presetNormalisation } from '@clusterboard/preprocessing';
import { describe, expect, it } from 'vitest';
import { previewTensor } from './preview-tensor.ts';

const size = { height: 4, width: 4, interpolation: 'bilinear' } as const;
const spec = (colour: 'grey' | 'rgb' | 'bgr') => {
  const { scale, mean, std } = presetNormalisation('unit', colour);
  return { ...size, colour, scale, mean: [...mean], std: [...std] };
};
const red = {
  height: 8,
  width: 8,
  channels: 3 as const,
  data: Uint8Array.from({ length: 192 }, (_, at) => (at % 3 === 0 ? 255 : 0)),
};

describe('the preview of a tensor', () => {
  it('tells the values of each channel in the model’s order', () => {
    const { channels } = previewTensor(red, spec('bgr'));
    expect(channels.map(({ name, mean }) => [name, mean])).toEqual([
      ['blue', 0],
      ['green', 0],
      ['red', 1],
    ]);
  });

  it('shows the crop in red, green and blue, whatever the model’s order', () => {
    const { crop } = previewTensor(red, spec('bgr'));
    expect([crop.height, crop.width, crop.channels]).toEqual([4, 4, 3]);
    expect([...crop.data.subarray(0, 3)]).toEqual([255, 0, 0]);
  });

  it('goes from colour to grey', () => {
    const { crop, channels } = previewTensor(red, spec('grey'));
    expect(crop.channels).toBe(1);
    expect(channels).toHaveLength(1);
    expect(channels[0]?.min).toBeCloseTo(76 / 255, 6);
  });
});
