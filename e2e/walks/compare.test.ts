import { recordFaults } from '../browser.ts';
import { expect, test } from '../fixtures.ts';

test('a visitor pins, chooses columns and compares, and can hand on what is seen as a link', async ({
  browser,
  page,
  faults,
  board,
  request,
}) => {
  await page.goto(board);
  const last = page.locator('tbody tr').last();
  const name = (await last.getByRole('rowheader').getByRole('link').textContent()) ?? '';
  expect(name).not.toBe('');
  await last.getByRole('link', { name: /^Pin / }).click();
  await page.waitForURL(/pin=/);
  await expect(page.locator('tbody').nth(1)).toBeVisible();
  await expect(page.locator('tbody').first()).toContainText(name);
  await page.getByText('Columns', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Images per second' }).click();
  await page.waitForURL(/columns=/);
  await expect(page.getByRole('columnheader', { name: 'Images/s' })).toBeVisible();
  await page.keyboard.press('Escape');
  for (const row of [0, 1]) {
    await page.locator('tbody').nth(1).getByRole('checkbox').nth(row).check();
    await page.waitForURL(row === 0 ? /compare=\w+/ : /compare=\w+,\w+/);
  }
  const csv = (await page.getByRole('link', { name: 'CSV' }).getAttribute('href')) ?? '';
  expect(await (await request.get(csv)).text()).toContain(name);

  const context = await browser.newContext();
  const second = await context.newPage();
  recordFaults(second, faults);
  await second.goto(page.url());
  await expect(second.locator('tbody').first()).toContainText(name);
  await second.getByRole('link', { name: /^Compare 2/ }).click();
  await second.waitForURL('**/compare?entries=*');
  await expect(second.getByRole('heading', { name: 'Scores' })).toBeVisible();
  await expect(second.getByText(/ is better than .* points\.| are statistically tied\./)).toBeVisible();
  expect(faults).toEqual([]);
  await context.close();
});

test('a visitor ticks, hides and pins faster than the answers come, and loses nothing', async ({
  page,
  faults,
  board,
}) => {
  await page.goto(board, { waitUntil: 'networkidle' });
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/_rsc=/, async (route) => {
    await released;
    // The router drops requests that it no longer needs.
    await route.continue().catch(() => undefined);
  });
  const boxes = page.locator('tbody').first().getByRole('checkbox');
  for (const row of [0, 1, 2, 3]) await boxes.nth(row).check();
  await expect(boxes.nth(4)).toBeDisabled();
  await page.getByText('Columns', { exact: true }).click();
  for (const name of ['Date', 'Images per second']) await page.getByRole('checkbox', { name }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: /^Pin / }).nth(5).focus();
  await page.keyboard.press('Enter');
  release();
  await page.waitForURL(/columns=acc,ari,ami,mi,parameters,dimension,speed&pin=\w+&compare=\w+(,\w+){3}$/);
  await expect(page.locator('tbody').nth(1)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Compare 4' })).toBeVisible();
  const focused = page.locator('tbody').first().locator('a:focus');
  await expect(focused).toHaveAttribute('aria-label', /^Unpin /);
  expect(faults).toEqual([]);
});
