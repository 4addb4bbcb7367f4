import { expect, test } from '../fixtures.ts';
import { screenNamed } from '../screens.ts';

test('a visitor goes from image to image on the map by arrow keys, and hears which it is', async ({
  page,
  faults,
  screens,
}) => {
  await page.goto(screenNamed(screens, 'entry').path);
  const panel = page.getByRole('region', { name: 'Map of the test images' });
  await panel.scrollIntoViewIfNeeded();
  await panel.getByRole('application').press('ArrowRight');
  const image = panel.getByRole('status').filter({ hasText: /^\d, cluster \d+, image \d+$/ });
  await expect(image).toBeAttached();
  const first = (await image.textContent()) ?? '';
  await panel.getByRole('application').press('ArrowRight');
  await expect(image).not.toHaveText(first);
  expect(faults).toEqual([]);
});
