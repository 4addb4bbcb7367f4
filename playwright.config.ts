import { defineConfig } from '@playwright/test';
import { launchOptions } from './e2e/browser.ts';

/**
 * `walks` share one running product (e2e/fixtures.ts); each asks for what it needs of the board, so that any of
 * them can be run alone: `npx playwright test board`. `stream` starts the apps alone and needs no browser.
 */
export default defineConfig({
  outputDir: 'e2e/results',
  globalSetup: './e2e/product-directory.ts',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  reportSlowTests: null,
  use: {
    launchOptions,
    viewport: { width: 1280, height: 900 },
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'walks', testDir: 'e2e/walks' },
    { name: 'stream', testDir: 'e2e/stream' },
  ],
});
