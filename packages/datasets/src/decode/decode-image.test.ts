import { createCropper } from '@clusterboard/preprocessing';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import golden from '../../golden/pillow.golden.json' with { type: 'json' };
import { realImage } from '../image-fixture.ts';
import { decodeImage } from './decode-image.ts';
import { decodeSmallJpeg } from './small-jpeg.ts';

async function decoded(name: string) {
  const result = await decodeImage(realImage(name), name);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function difference(actual: Uint8Array, expected: Uint8Array) {
  const each = [...actual].map((value, i) => Math.abs(value - (expected[i] ?? Number.NaN)));
  return {
    values: actual.length,
    mean: each.reduce((sum, value) => sum + value, 0) / each.length,
    largest: Math.max(...each),
  };
}

describe(`decodeImage and createCropper against Pillow ${golden.pillow}`, () => {
  it.each(Object.entries(golden.images))('%s', async (name, { crops, ...size }) => {
    const image = await decoded(name);
    expect(image).toMatchObject(size);
    for (const { spec, expected } of crops) {
      const parsed = spec as Parameters<typeof createCropper>[0];
      const crop = createCropper(parsed).crop(image);
      const wanted = Buffer.from(expected, 'base64');
      expect(difference(crop, wanted)).toEqual({ values: wanted.length, mean: 0, largest: 0 });
    }
  });
});

describe('decodeImage of 16-bit values', () => {
  const side = 256;
  const ramp = Uint16Array.from({ length: side * side }, (_, value) => value);
  const png = (channels: 1 | 2 | 3 | 4, colourspace: 'grey16' | 'rgb16') => {
    const values = Uint16Array.from({ length: ramp.length * channels }, (_, i) => i / channels);
    return sharp(values, { raw: { width: side, height: side, channels } })
      .toColourspace(colourspace)
      .png()
      .toBuffer();
  };

  it.each([
    ['grey', 1, 'grey16', 1],
    ['grey with transparency', 2, 'grey16', 1],
    ['colour', 3, 'rgb16', 3],
    ['colour with transparency', 4, 'rgb16', 3],
  ] as const)('takes the high byte of all that there are: %s', async (_, stored, colourspace, channels) => {
    const file = await png(stored, colourspace);
    expect(await sharp(file).metadata()).toMatchObject({ depth: 'ushort', channels: stored });
    const image = await decodeImage(file, 'ramp.png');
    if (!image.ok) throw new Error(image.problem.message);
    expect(image.value.channels).toBe(channels);
    const expected = Uint8Array.from({ length: ramp.length * channels }, (_, i) => (i / channels) >> 8);
    expect(Buffer.compare(image.value.data, expected)).toBe(0);
  });
});

describe('decodeImage of a GIF with a transparent colour', () => {
  it('keeps the colour that the palette has for it, as Pillow does', async () => {
    const opaque = realImage('still.gif');
    // A graphic control extension that makes colour 0 … 3 transparent, behind the global colour table.
    const at = 13 + 3 * 2 ** (((opaque[10] ?? 0) & 7) + 1);
    const expected = await decoded('still.gif');
    for (const colour of [0, 1, 2, 3]) {
      const control = Buffer.from([0x21, 0xf9, 4, 1, 0, 0, colour, 0]);
      const comment = Buffer.from([0x21, 0xfe, 2, 0x68, 0x69, 0]);
      const file = Buffer.concat([opaque.subarray(0, at), comment, control, withoutControl(opaque, at)]);
      const image = await decodeImage(file, 'transparent.gif');
      if (!image.ok) throw new Error(image.problem.message);
      expect(difference(image.value.data, expected.data)).toMatchObject({ largest: 0 });
    }
  });

  it('ends in a reason where its blocks do not end', async () => {
    const cut = Buffer.concat([realImage('still.gif').subarray(0, 13), Buffer.from([0x21, 0xf9])]);
    expect(await decodeImage(cut, 'cut.gif')).toMatchObject({
      ok: false,
      problem: { code: 'IMAGE_UNREADABLE' },
    });
  });
});

/** The blocks of a GIF from `at` on, less extensions before its first frame. */
function withoutControl(gif: Buffer, at: number): Buffer {
  let from = at;
  while (gif[from] === 0x21) {
    for (from += 2; (gif[from] ?? 0) > 0; ) from += 1 + (gif[from] ?? 0);
    from += 1;
  }
  return gif.subarray(from);
}

describe('decodeSmallJpeg', () => {
  it.each(['photo-420.jpg', 'photo-422.jpg', 'photo-444.jpg', 'progressive.jpg'])(
    'gives the pixels of sharp: %s',
    async (name) => {
      const pixels = await decodeSmallJpeg(realImage(name));
      const { data } = await sharp(realImage(name)).raw().toBuffer({ resolveWithObject: true });
      expect(difference(pixels?.data ?? new Uint8Array(), data)).toEqual({
        values: data.length,
        mean: 0,
        largest: 0,
      });
    },
  );

  it('keeps grey images at one channel', async () => {
    expect((await decodeSmallJpeg(realImage('grey.jpg')))?.channels).toBe(1);
  });
});

describe('decodeImage refuses', () => {
  const photo = realImage('photo-420.jpg');
  const colour = realImage('colour.png');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const flipped = Buffer.from(colour);
  flipped.fill(0x55, 200, 260);

  it.each<[string, Uint8Array, string | RegExp]>([
    ['nothing', Buffer.alloc(0), 'it is empty'],
    ['text', Buffer.from('no image at all'), 'it is neither JPEG nor PNG, WebP or GIF'],
    ['a drawing', svg, 'it is neither JPEG nor PNG, WebP or GIF'],
    ['a JPEG cut in its header', photo.subarray(0, 100), 'it is neither JPEG nor PNG, WebP or GIF'],
    ['a JPEG cut off', photo.subarray(0, photo.length / 2), /premature end/i],
    ['a large JPEG cut off', realImage('orientation-6.jpg').subarray(0, 900), /premature end/i],
    ['a PNG cut off', colour.subarray(0, colour.length / 2), 'it is cut off or damaged'],
    ['a PNG with wrong bytes', flipped, 'it is cut off or damaged'],
    ['a WebP cut off', realImage('lossless.webp').subarray(0, 2000), /./],
    ['a GIF cut off', realImage('still.gif').subarray(0, 1200), /./],
  ])('%s', async (_, bytes, reason) => {
    const result = await decodeImage(bytes, 'cats/one.jpg');
    expect(result).toMatchObject({ ok: false, problem: { code: 'IMAGE_UNREADABLE' } });
    const message = result.ok ? '' : result.problem.message;
    expect(message).toMatch(/^Cannot read the image cats\/one\.jpg: .+[^.]\.$/);
    if (typeof reason === 'string') expect(message).toContain(`: ${reason}.`);
    else expect(message).toMatch(reason);
  });

  it('images of too many pixels before any is decoded', async () => {
    const limits = { pixels: 60 * 45 - 1, bytes: 1e6 };
    for (const name of ['photo-420.jpg', 'colour.png', 'lossy.webp', 'still.gif', 'deep-grey.png']) {
      const result = await decodeImage(realImage(name), name, limits);
      expect(result.ok ? '' : result.problem.message).toMatch(/pixel/);
    }
    expect((await decodeImage(realImage('colour.png'), 'x', { ...limits, pixels: 60 * 45 })).ok).toBe(true);
  });

  it('files of too many bytes', async () => {
    const result = await decodeImage(photo, 'x', { pixels: 1e6, bytes: photo.length - 1 });
    expect(result.ok ? '' : result.problem.message).toMatch(/bytes; at most/);
  });

  it('with a reason while others are decoded, whose end empties what libvips has to say', async () => {
    const cut = photo.subarray(0, 1500);
    const many = Array.from({ length: 600 }, (_, i) =>
      decodeImage(i % 2 ? cut : realImage('colour.png'), 'x'),
    );
    const outcomes = (await Promise.all(many)).filter((_, i) => i % 2);
    for (const outcome of outcomes) {
      expect(outcome.ok ? '' : outcome.problem.message).toMatch(
        /^Cannot read the image [^:]+: (?!Unknown error)/,
      );
    }
  });
});
