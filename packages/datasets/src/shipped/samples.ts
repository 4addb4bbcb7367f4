import { createCropper } from '@clusterboard/preprocessing';
import { type Result, success } from '@clusterboard/problems';
import { PNG } from 'pngjs';
import { type Pack, samplesPerClass } from '../pack/pack.ts';

const greyColour = 0;
const rgbColour = 2;

/** The first images of each class: [classes][at most samplesPerClass] indices. */
function firstOfEachClass(labels: Uint16Array, classes: number): number[][] {
  const first = Array.from({ length: classes }, (): number[] => []);
  for (const [image, label] of labels.entries()) {
    const chosen = first[label];
    if (chosen && chosen.length < samplesPerClass) chosen.push(image);
  }
  return first;
}

/**
 * A PNG of a pack's first train images, one row a class, each of the pack's sample size; black where a
 * class has too few. Fails with IMAGE_UNREADABLE.
 */
export async function drawSamples(pack: Pack): Promise<Result<Buffer>> {
  const { image, classNames } = pack.manifest;
  const { height: tileHeight, width: tileWidth } = pack.sampleSize;
  const { channels } = image;
  const rowBytes = tileWidth * channels;
  const spriteRowBytes = rowBytes * samplesPerClass;
  const sprite = Buffer.alloc(classNames.length * tileHeight * spriteRowBytes);
  const cropper = createCropper(
    {
      height: tileHeight,
      width: tileWidth,
      interpolation: 'bicubic',
      colour: channels === 1 ? 'grey' : 'rgb',
    },
    channels,
  );
  const images = await pack.train.openImages();
  try {
    const rows = firstOfEachClass(await pack.train.readLabels(), classNames.length);
    for (const [row, chosen] of rows.entries()) {
      for (const [place, index] of chosen.entries()) {
        const read = await images.read(index);
        if (!read.ok) return read;
        const tile = cropper.crop(read.value);
        for (let y = 0; y < tileHeight; y++) {
          const at = (row * tileHeight + y) * spriteRowBytes + place * rowBytes;
          sprite.set(tile.subarray(y * rowBytes, (y + 1) * rowBytes), at);
        }
      }
    }
  } finally {
    await images.close();
  }
  const width = tileWidth * samplesPerClass;
  const height = tileHeight * classNames.length;
  const colorType = channels === 1 ? greyColour : rgbColour;
  const png = new PNG({ width, height, colorType, inputColorType: colorType, inputHasAlpha: false });
  png.data = sprite;
  return success(PNG.sync.write(png, { colorType, inputColorType: colorType, inputHasAlpha: false }));
}
