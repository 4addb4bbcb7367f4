import type { Pixels } from '@clusterboard/preprocessing';
import { samplesPerClass } from '../../../benchmark/components/sample-image.tsx';

export interface Sprite {
  readonly samplesUrl: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly classNames: readonly string[];
}

/** Whether the host of a data set shows images of it. */
export const hasSamples = (
  dataset: Omit<Sprite, 'samplesUrl'> & { samplesUrl: string | null },
): dataset is Sprite => dataset.samplesUrl !== null;

async function loadImage(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

/** As the data set's reader gives it: grey images have one byte a pixel, others red, green and blue. */
function fromRgba(rgba: Uint8ClampedArray, channels: 1 | 3): Uint8Array {
  const data = new Uint8Array((rgba.length / 4) * channels);
  for (let at = 0, to = 0; at < rgba.length; at += 4) {
    for (let channel = 0; channel < channels; channel++) data[to++] = rgba[at + channel] ?? 0;
  }
  return data;
}

/** How many sample images a data set shows. */
export const sampleCount = ({ classNames }: Pick<Sprite, 'classNames'>): number =>
  classNames.length * samplesPerClass;

/**
 * One of a data set's sample images, by its place in the sprite (row by row, modulo their number).
 *
 * @throws DOMException when the sprite cannot be fetched or decoded
 */
export async function samplePixels(sprite: Sprite, index: number): Promise<Pixels> {
  const { width, height, classNames } = sprite;
  const image = await loadImage(sprite.samplesUrl);
  const place = index % Math.max(1, sampleCount(sprite));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new DOMException('no canvas', 'NotSupportedError');
  const across = image.naturalWidth / samplesPerClass;
  const down = image.naturalHeight / Math.max(1, classNames.length);
  const left = (place % samplesPerClass) * across;
  const top = Math.floor(place / samplesPerClass) * down;
  context.imageSmoothingEnabled = false;
  context.drawImage(image, left, top, across, down, 0, 0, width, height);
  const channels = sprite.channels === 1 ? 1 : 3;
  return {
    width,
    height,
    channels,
    data: fromRgba(context.getImageData(0, 0, width, height).data, channels),
  };
}
