import { createHash } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { processesOf } from '../product.ts';
import { productDirectory } from '../product-directory.ts';
import {
  evaluated,
  exampleModel,
  fillForm,
  ofThePage,
  preventPolling,
  streamsOf,
} from '../submission-walk.ts';

/** Follows a link to a .npy file, and gives the SHA-256 of its values. */
async function fetchNpy(page: Page, request: APIRequestContext, name: RegExp): Promise<string> {
  const href = (await page.getByRole('link', { name }).getAttribute('href')) ?? '';
  const response = await request.get(href);
  expect(response.headers()['content-disposition']).toMatch(/^attachment; filename="[a-z0-9-]+\.npy"$/);
  const file = await response.body();
  expect(file.subarray(0, 8).toString('latin1')).toBe('\u0093NUMPY\u0001\0');
  return createHash('sha256')
    .update(file.subarray(10 + file.readUInt16LE(8)))
    .digest('hex');
}

const encoder = 'Ada’s encoder';

// The second walk looks for the entry of the first.
test.describe
  .serial('an encoder', () => {
    test('is uploaded through the form and seen ranked, by the stream alone', async ({
      page,
      faults,
      request,
    }) => {
      await preventPolling(page);
      const streams = streamsOf(page);
      await fillForm(page, exampleModel, encoder);
      const preview = page.getByRole('region', { name: 'Preview' });
      await expect(preview.getByText('Model input, 28 × 28')).toBeVisible();
      await expect(preview.getByRole('row', { name: /^grey 0 0\.\d+ (1|0\.\d+)$/ })).toHaveCount(1);
      await page.getByRole('button', { name: 'Upload and submit' }).click();
      await page.waitForURL('**/submissions/*');
      const result = page.getByRole('region', { name: 'Result' });
      await expect(result).toBeVisible(evaluated);
      await expect(result).toHaveText(/Ranked \d+ of \d+/);
      await expect(page.getByRole('list', { name: 'Stages' }).getByText(', done')).toHaveCount(5);
      expect(streams[0]).toBeNull();
      await page.getByRole('link', { name: 'View on leaderboard' }).click();
      await page.waitForURL('**/benchmarks/digits');
      const row = page.getByRole('row').filter({ hasText: encoder });
      await expect(row.getByText('Ada', { exact: true })).toBeVisible();
      await row.getByRole('rowheader').getByRole('link').click();
      await page.waitForURL('**/entries/*');
      await expect(page.getByRole('heading', { level: 1 })).toContainText(encoder);
      const features = await fetchNpy(page, request, /^test \d+ × 128 \.npy$/);
      const receipt = (await page.getByRole('link', { name: 'Receipt' }).getAttribute('href')) ?? '';
      expect(await (await request.get(receipt)).json()).toMatchObject({
        features: { dim: 128, testSha256: features },
      });
      expect(faults.filter(ofThePage)).toEqual([]);
    });

    test('is there again after Ctrl-C, which leaves no process behind', async ({ page, product }) => {
      const dataDir = productDirectory();
      expect((await processesOf(dataDir)).length).toBeGreaterThan(3);
      expect(await product.stop(), product.output()).toBe(0);
      expect(await processesOf(dataDir)).toEqual([]);
      await product.restart();
      await page.goto(`${product.url}/benchmarks/digits`);
      const entry = page.getByRole('row').filter({ hasText: encoder });
      await expect(entry).toHaveCount(1);
    });
  });
