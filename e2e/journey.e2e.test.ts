import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { node, value, writeModel } from '@clusterboard/onnx/model-writer';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { type Product, processesOf, startProduct } from './product.ts';

const models = fileURLToPath(new URL('../examples/models/', import.meta.url));
/** The shipped encoders may be in work when a submission comes; it goes before those that wait. */
const ranked = { timeout: 240_000 };

let directory: string;
let product: Product;
let browser: Browser;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clusterboard-e2e-'));
  // Where root runs this, Postgres is another user's, and would go to a place that it can enter.
  await chmod(directory, 0o711);
  product = await startProduct(join(directory, 'data'));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await rm(directory, { recursive: true, force: true });
});

/** Logarithms of negated pixels: NaN wherever a pixel is not black. */
const notANumber = (): Uint8Array =>
  writeModel({
    input: [value('image', ['batch', 1, 8, 8])],
    output: [value('features', ['batch', 64])],
    node: [
      node('Neg', ['image'], ['negative']),
      node('Log', ['negative'], ['log']),
      node('Flatten', ['log'], ['features'], { axis: 1n }),
    ],
  });

async function fillForm(page: Awaited<ReturnType<typeof openPage>>['page'], file: string, name: string) {
  await page.goto(`${product.url}/submit`);
  await page.getByRole('radio', { name: 'Handwritten digits' }).click();
  await page.getByLabel('ONNX file').setInputFiles(file);
  await page.getByLabel('Name of the encoder').fill(name);
  await page.getByLabel('Your name').fill('Ada');
}

describe('a visitor', () => {
  it('finds the benchmarks and the shipped encoders on their board', async () => {
    const { page, faults } = await openPage(browser);
    await page.goto(product.url);
    await page.getByRole('link', { name: 'Handwritten digits' }).first().click();
    await page.waitForURL('**/benchmarks/digits');
    await expect
      .poll(async () => {
        await page.reload();
        return page.getByRole('row').filter({ hasText: 'Raw pixels' }).count();
      }, ranked)
      .toBe(1);
    await page.getByRole('columnheader', { name: 'ARI' }).getByRole('link').click();
    await page.waitForURL(/order=ari/i);
    await page.locator('th[aria-sort="descending"]', { hasText: 'ARI' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'ARI' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('sees nothing cut off at 360 pixels', async () => {
    const { page } = await openPage(browser, { viewport: { width: 360, height: 740 } });
    for (const path of ['/', '/benchmarks/digits', '/submit']) {
      await page.goto(`${product.url}${path}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(360);
    }
    await page.context().close();
  });
});

describe('a submitter', () => {
  it('uploads an encoder through the form and sees it ranked', async () => {
    const { page, faults } = await openPage(browser);
    await fillForm(page, join(models, 'simclr.onnx'), 'Ada’s encoder');
    await page.getByRole('button', { name: 'Upload and submit' }).click();
    await page.waitForURL('**/submissions/*');
    await page.getByRole('region', { name: 'Result' }).waitFor(ranked);
    expect(await page.getByRole('region', { name: 'Result' }).textContent()).toMatch(/Ranked \d+ of \d+/);
    await page.getByRole('link', { name: 'See it on the board' }).click();
    await page.waitForURL('**/benchmarks/digits');
    const row = page.getByRole('row').filter({ hasText: 'Ada’s encoder' });
    await row.waitFor();
    expect(await row.textContent()).toContain('Ada');
    await row.getByRole('link').first().click();
    await page.waitForURL('**/entries/*');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Ada’s encoder');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('is told before any upload that a file is no model', async () => {
    const { page } = await openPage(browser);
    const uploads: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/uploads')) uploads.push(request.url());
    });
    await page.goto(`${product.url}/submit`);
    await page.getByLabel('ONNX file').setInputFiles(fileURLToPath(new URL('../README.md', import.meta.url)));
    await page.getByText('This file is not an ONNX model.').waitFor();
    expect(await page.getByRole('button', { name: 'Upload and submit' }).isDisabled()).toBe(true);
    expect(uploads).toEqual([]);
    await page.context().close();
  });

  it('reads a sentence, and finds no entry, when the features are not numbers', async () => {
    const { page } = await openPage(browser);
    const file = join(directory, 'not-a-number.onnx');
    await writeFile(file, notANumber());
    await fillForm(page, file, 'Not a number');
    await page.getByRole('button', { name: 'Upload and submit' }).click();
    await page.waitForURL('**/submissions/*');
    await page.getByText('hold NaN or infinity').waitFor(ranked);
    expect(await page.getByText('FEATURES_NOT_FINITE').count()).toBe(1);
    await page.goto(`${product.url}/benchmarks/digits`);
    // The board comes after its skeleton: only beside another entry does an absence tell anything.
    await page.getByRole('row').filter({ hasText: 'Raw pixels' }).waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'Not a number' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('a program', () => {
  it('queries the board on the same origin', async () => {
    const query = `{ benchmark(slug: "digits") { leaderboard(first: 3, orderBy: { metric: AMI, direction: DESC }) {
      totalCount edges { node { rank name scores { ami { mean standardDeviation } } } } } } }`;
    const response = await fetch(`${product.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as {
      data: {
        benchmark: {
          leaderboard: { edges: { node: { rank: number; scores: { ami: { mean: number } } } }[] };
        };
      };
      errors?: unknown;
    };
    expect(errors).toBeUndefined();
    const nodes = data.benchmark.leaderboard.edges.map((edge) => edge.node);
    expect(nodes.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    const means = nodes.map(({ scores }) => scores.ami.mean);
    expect(means).toEqual(means.toSorted((left, right) => right - left));
  });
});

describe('Ctrl-C', () => {
  it('leaves no process behind, and the next start finds everything again', async () => {
    const dataDir = join(directory, 'data');
    expect((await processesOf(dataDir)).length).toBeGreaterThan(3);
    expect(await product.stop(), product.output()).toBe(0);
    expect(await processesOf(dataDir)).toEqual([]);
    product = await startProduct(dataDir);
    const { page } = await openPage(browser);
    await page.goto(`${product.url}/benchmarks/digits`);
    const entry = page.getByRole('row').filter({ hasText: 'Ada’s encoder' });
    await entry.first().waitFor();
    expect(await entry.count()).toBe(1);
    await page.context().close();
  });
});
