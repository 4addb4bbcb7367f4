import { shippedEncoders } from '../filled-board.ts';
import { expect, test } from '../fixtures.ts';

test('a visitor finds the benchmarks and the shipped encoders on their board', async ({
  page,
  faults,
  board,
}) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Handwritten digits' }).first().click();
  await page.waitForURL(`**${board}`);
  const shipped = page.locator('tbody').getByRole('row').filter({ hasText: 'Clusterboard' });
  await expect(shipped).toHaveCount(shippedEncoders);
  await expect(page.getByRole('row').filter({ hasText: 'Raw pixels' })).toHaveCount(1);
  await page.getByRole('columnheader', { name: 'ARI' }).getByRole('link').click();
  await page.waitForURL(/order=ari/i);
  await expect(page.getByRole('columnheader', { name: 'ARI' })).toHaveAttribute('aria-sort', 'descending');
  expect(faults).toEqual([]);
});

test('a visitor ranks a board by a metric that it does not show by default', async ({
  page,
  faults,
  board,
}) => {
  await page.goto(board);
  const purity = page.getByRole('columnheader', { name: 'Purity' });
  await expect(purity).toHaveCount(0);
  await page.getByText('Columns', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Purity' }).click();
  await page.waitForURL(/columns=acc,ari,ami,mi,purity,/);
  await page.keyboard.press('Escape');
  await purity.getByRole('link').click();
  await page.waitForURL(/order=purity/);
  await expect(purity).toHaveAttribute('aria-sort', 'descending');
  await expect(page.locator('tbody tr').first()).toContainText('±');
  await expect(page.getByText(/Download the full leaderboard, ranked by Purity/)).toBeVisible();
  expect(faults).toEqual([]);
});

test('a visitor filters a board and looks back at how it stood', async ({ page, faults, board }) => {
  await page.goto(board);
  await page.getByText('Filters', { exact: true }).click();
  await page.getByRole('group', { name: 'Parameters' }).getByLabel('to').fill('1k');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.waitForURL(/\?parameters-to=1k$/);
  await expect(page.getByRole('button', { name: 'Apply' })).toBeHidden();
  await expect(page.getByText(/Only entries with at most 1.0.k parameters/)).toBeVisible();
  const names = page.getByRole('rowheader');
  await expect(names).toHaveCount(1);
  await expect(names).toContainText('Raw pixels');
  await page.goto(`${board}?as-of=1`);
  await expect(page.getByText('Showing the leaderboard at revision 1.')).toBeVisible();
  await expect(names).toHaveCount(1);
  await page.goto(`${board}?as-of=999999999&since=2027-01-01&until=2020-01-01`);
  await expect(
    page.getByText(/Revision 999999999 does not exist yet\. The latest is revision \d+\./),
  ).toBeVisible();
  await expect(page.getByText('published from 2020-01-01, published until 2027-01-01')).toBeVisible();
  expect(faults).toEqual([]);
});

test('a board tells the rank of a pinned entry by the chosen metric where the page leaves it out', async ({
  page,
  faults,
  board,
}) => {
  const byAri = `${board}?order=ari`;
  await page.goto(byAri);
  const last = page.locator('tbody tr').last();
  const rank = (await last.getByRole('cell').first().textContent()) ?? '';
  const address = (await last.getByRole('rowheader').getByRole('link').getAttribute('href')) ?? '';
  expect(rank).toMatch(/^[2-9]/);
  await page.goto(`${byAri}&q=no+such+encoder&pin=${address.split('/').at(-1)}`);
  const pinned = page.locator('tbody tr');
  await expect(pinned).toHaveCount(1);
  await expect(pinned.getByRole('cell').first()).toHaveText(rank);
  expect(faults).toEqual([]);
});
