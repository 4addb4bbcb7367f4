import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wabt from 'wabt';
import { interpolations } from '../interpolations.ts';
import { resample, taps } from './resample.ts';
import { createSimdResample } from './resample-simd.ts';

describe('resample-wasm.ts', () => {
  it('is resample.wat', async () => {
    const text = await readFile(fileURLToPath(new URL('resample.wat', import.meta.url)), 'utf8');
    const parsed = (await wabt()).parseWat('resample.wat', text, { simd: true });
    const base64 = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
    const module = `/** resample.wat as assembled by wabt; \`npx vitest -u resample\` rewrites it. */\nexport const resampleWasm =\n  '${base64}';\n`;
    await expect(module).toMatchFileSnapshot('resample-wasm.ts');
  });
});

describe('createSimdResample', () => {
  const simd = createSimdResample();

  function expectSame(
    image: { height: number; width: number; channels: 1 | 3 },
    to: { height: number; width: number; top: number; left: number; rows: number; columns: number },
    interpolation: (typeof interpolations)[number],
  ) {
    const source = Uint8Array.from(
      { length: image.height * image.width * image.channels },
      (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 24,
    );
    const across = taps(image.width, to.width, to.left, to.columns, interpolation);
    const down = taps(image.height, to.height, to.top, to.rows, interpolation);
    expect(simd(source, image, across, down)).toEqual(resample(source, image, across, down));
  }

  it('makes the same bytes as the plain passes at every size and window', () => {
    const side = fc.integer({ min: 1, max: 70 });
    fc.assert(
      fc.property(
        fc.record({ height: side, width: side, channels: fc.constantFrom(1 as const, 3 as const) }),
        fc.tuple(side, side, fc.double({ min: 0, max: 0.99, noNaN: true })),
        fc.constantFrom(...interpolations),
        (image, [height, width, share], interpolation) => {
          const [top, left] = [Math.floor(height * share), Math.floor(width * share)];
          const window = { top, left, rows: height - top, columns: width - left };
          expectSame(image, { height, width, ...window }, interpolation);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('goes through images larger than a strip', () => {
    const whole = { height: 31, width: 17, top: 0, left: 0, rows: 31, columns: 17 };
    expectSame({ height: 700, width: 900, channels: 3 }, whole, 'bicubic');
    expectSame({ height: 3, width: 1_200_000, channels: 1 }, whole, 'bilinear');
  });
});
