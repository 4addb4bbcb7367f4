import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import sharp from 'sharp';

/** A file of golden/images, where each format has a folder of its own. */
export const realImagePath = (name: string): string =>
  fileURLToPath(new URL(`../golden/images/${extname(name).slice(1)}/${name}`, import.meta.url));

export const realImage = (name: string): Buffer => readFileSync(realImagePath(name));

/** A PNG of one colour that no other number makes. */
export function flatImage(number: number, height = 6, width = 5): Buffer {
  const png = new PNG({ width, height });
  for (let at = 0; at < png.data.length; at += 4) {
    png.data.set([number & 255, (number >> 8) & 255, 99, 255], at);
  }
  return PNG.sync.write(png, { colorType: 2 });
}

/** A JPEG around one colour; no two numbers make the same, and sizes differ. */
export function photograph(number: number, colour: readonly [number, number, number]): Promise<Buffer> {
  const [height, width] = [20 + (number % 7), 24 + (number % 5)];
  let state = number + 1;
  const pixels = Uint8Array.from({ length: height * width * 3 }, (_, at) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return (colour[at % 3] ?? 0) + (state >>> 25) + (number % 40);
  });
  return sharp(pixels, { raw: { height, width, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** Writes files by their paths below `root`; a path with a slash at its end is an empty folder. */
export async function writeTree(
  root: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path);
    await mkdir(path.endsWith('/') ? target : dirname(target), { recursive: true });
    if (!path.endsWith('/')) await writeFile(target, content);
  }
  return root;
}
