import { open } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { type Pack, samplesPerClass } from './pack.ts';

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

/** A PNG of a pack's first train images, one row a class, each at its own size; black where a class has too few. */
export async function drawSamples(pack: Pack): Promise<Buffer> {
  const { image, classNames } = pack.manifest;
  const rowBytes = image.width * image.channels;
  const spriteRowBytes = rowBytes * samplesPerClass;
  const sprite = Buffer.alloc(classNames.length * image.height * spriteRowBytes);
  const pixels = Buffer.alloc(pack.train.imageBytes);
  const images = await open(pack.train.imagesPath);
  try {
    const rows = firstOfEachClass(await pack.train.readLabels(), classNames.length);
    for (const [row, chosen] of rows.entries()) {
      for (const [place, index] of chosen.entries()) {
        await images.read(pixels, 0, pixels.length, index * pixels.length);
        for (let y = 0; y < image.height; y++) {
          const at = (row * image.height + y) * spriteRowBytes + place * rowBytes;
          pixels.copy(sprite, at, y * rowBytes, (y + 1) * rowBytes);
        }
      }
    }
  } finally {
    await images.close();
  }
  const width = image.width * samplesPerClass;
  const height = image.height * classNames.length;
  const colorType = image.channels === 1 ? greyColour : rgbColour;
  const png = new PNG({ width, height, colorType, inputColorType: colorType, inputHasAlpha: false });
  png.data = sprite;
  return PNG.sync.write(png, { colorType, inputColorType: colorType, inputHasAlpha: false });
}
