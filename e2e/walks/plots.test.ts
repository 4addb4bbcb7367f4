import { expect, test } from '../fixtures.ts';

test('a visitor sees clustering beside the linear probe, with the line and both correlations', async ({
  page,
  faults,
  board,
}) => {
  await page.goto(`${board}/plots`);
  const plot = page.getByRole('region', { name: 'Clustering vs. linear probe' });
  await expect(
    plot.getByText(/Across \d+ encoders, r = \S+ \(Pearson\) and ρ = \S+ \(Spearman\)/),
  ).toBeVisible();
  const marks = await plot.getByRole('link').count();
  expect(marks).toBeGreaterThan(2);
  await plot.getByText('Show data').click();
  await expect(plot.getByRole('table').getByRole('rowheader')).toHaveCount(marks);
  await plot.getByRole('link').first().click();
  await page.waitForURL('**/entries/*');
  expect(faults).toEqual([]);
});
