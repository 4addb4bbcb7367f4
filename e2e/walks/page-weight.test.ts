import { expect, test } from '../fixtures.ts';
import { screenNamed } from '../screens.ts';
import { scriptBytes } from '../transferred.ts';

const limits = [
  ['board', 170_000],
  ['entry', 165_000],
  ['submit', 160_000],
] as const;

for (const [name, maxBytes] of limits) {
  test(`the page ${name} loads little script: at most ${maxBytes} bytes`, async ({ page, screens }) => {
    expect(await scriptBytes(page, screenNamed(screens, name).path)).toBeLessThanOrEqual(maxBytes);
  });
}
