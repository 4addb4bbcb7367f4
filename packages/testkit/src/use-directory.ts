import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** An empty directory for the test file (or `describe`) that calls this at its top level, removed at the end. */
export function useDirectory(): { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'clusterboard-test-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return { path };
}
