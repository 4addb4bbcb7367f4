import { test as base } from '@playwright/test';
import { recordFaults } from './browser.ts';
import { untilFilled } from './filled-board.ts';
import { type Product, startProduct } from './product.ts';
import { productDirectory } from './product-directory.ts';
import { type Screen, screensOf } from './screens.ts';

interface PerTest {
  /** What went wrong inside of `page`: errors of scripts and refused requests. */
  readonly faults: string[];
  /** Path of a board that holds all shipped encoders and stands still. */
  readonly board: string;
  /** Every kind of page that the site has, with the entries of that board. */
  readonly screens: readonly Screen[];
}

interface PerWorker {
  /** The product as `npm start` runs it; all walks share it, and the one after a failed walk its data. */
  readonly product: Product;
}

export const test = base.extend<PerTest, PerWorker>({
  product: [
    async ({}, use) => {
      const product = await startProduct(productDirectory());
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  baseURL: ({ product }, use) => use(product.url),
  faults: ({}, use) => use([]),
  page: async ({ page, faults }, use) => {
    recordFaults(page, faults);
    await use(page);
  },
  board: [
    async ({ product }, use) => {
      await untilFilled(product.url, 'digits');
      await use('/benchmarks/digits');
    },
    { timeout: 300_000 },
  ],
  screens: async ({ product, board }, use) => {
    const screens = await screensOf(product.url, board.slice('/benchmarks/'.length));
    await use(screens);
  },
});

export { expect } from '@playwright/test';
