import { defineConfig } from 'vitest/config';

/** Vite would take graphql's ES build beside the CommonJS one that Node gives to everything else. */
const alias = [{ find: /^graphql$/, replacement: 'graphql/index.js' }];

/**
 * `unit` needs nothing beside the installed packages; `service` starts its own Postgres and Redis. The browser's
 * tests are run by Playwright (playwright.config.ts).
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,packages}/*/{src,test}/**/*.test.ts', 'catalogue/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['**/*.service.test.ts', '**/node_modules/**'],
          testTimeout: 60_000,
          alias,
        },
      },
      {
        test: {
          name: 'service',
          include: ['{apps,packages}/*/{src,test}/**/*.service.test.ts', 'tools/**/*.service.test.ts'],
          globalSetup: ['tools/test/start-services.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          alias,
        },
      },
    ],
  },
});
