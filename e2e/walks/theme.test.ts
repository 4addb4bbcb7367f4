import { expect, test } from '../fixtures.ts';

test.use({ colorScheme: 'light' });

test('a visitor chooses a theme by keyboard, and finds it again on the next page', async ({
  page,
  faults,
}) => {
  await page.goto('/', { waitUntil: 'networkidle' });
  const root = page.locator('html');
  const kept = page.waitForResponse('**/api/theme');
  await page.getByRole('radio', { name: 'System' }).first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await kept;
  await page.waitForLoadState('networkidle');
  await page.goto('/api');
  expect(await root.getAttribute('data-theme')).toBe('dark');
  await expect(page.getByRole('radio', { name: 'Dark' }).first()).toBeChecked();
  expect(faults).toEqual([]);
});
