import { randomBytes } from 'node:crypto';
import { copyDatabase, databaseUrl, dropDatabase } from '@clusterboard/local-stack';
import { afterAll, beforeAll, inject } from 'vitest';
import { templateDatabase } from './provided.ts';

/**
 * A fresh, migrated database for the test file (or `describe`) that calls this at its top level.
 * Tests that connect to it close the connection before the file's end.
 *
 * @returns an object whose `url` may be read in hooks and tests
 */
export function useDatabase(): { readonly url: string } {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = inject('postgresUrl');
  beforeAll(() => copyDatabase(admin, templateDatabase, name));
  afterAll(() => dropDatabase(admin, name));
  return { url: databaseUrl(admin, name) };
}
