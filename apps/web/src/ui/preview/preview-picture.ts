import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReactNode } from 'react';
import satori, { type Font } from 'satori';
import sharp from 'sharp';
import { previewSize } from './preview-frame.tsx';

/** Of npm, with their licences beside them; as ../../app/fonts.ts takes them, from the folder in which the site runs. */
const folderOf = (family: string): string =>
  join(process.cwd(), '../../node_modules/@fontsource', family, 'files');
const scripts = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'vietnamese'] as const;

const load = async (family: 'geist' | 'unifont', script: string): Promise<Font> => ({
  name: `${family} ${script}`,
  data: await readFile(join(folderOf(family), `${family}-${script}-400-normal.woff`)),
  weight: 400,
  style: 'normal',
});

let faces: Promise<Font[]> | undefined;
/** Has the scripts of the Basic Multilingual Plane; read when a text first needs it, which takes a second. */
let otherScripts: Promise<Font[]> | undefined;

/**
 * Draws what other sites show beside a link. Everything it takes is here: no text of a stranger leaves this
 * machine to find a font. Characters that no font has, such as emoji, are drawn as boxes.
 */
export async function previewPicture(element: ReactNode): Promise<Response> {
  faces ??= Promise.all(scripts.map((script) => load('geist', script)));
  const svg = await satori(element, {
    ...previewSize,
    fonts: await faces,
    loadAdditionalAsset: async () => {
      otherScripts ??= Promise.all([load('unifont', 'latin')]);
      return otherScripts;
    },
  });
  const picture = await sharp(Buffer.from(svg)).png().toBuffer();
  const headers = { 'content-type': 'image/png', 'cache-control': 'public, max-age=300' };
  return new Response(new Uint8Array(picture), { headers });
}
