import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const document = join(root, 'docs/threat-model.md');
const text = readFileSync(document, 'utf8');

it('names files that exist', () => {
  const paths = [...text.matchAll(/`((?:apps|catalogue|e2e|packages|prisma|tools)\/[^`]+)`/g)].map(
    ([, path]) => path ?? '',
  );
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it('links to pages that exist', () => {
  const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? '');
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !existsSync(join(dirname(document), link)))).toEqual([]);
});

it('is found from where people look', () => {
  for (const page of ['SECURITY.md', 'docs/operations.md']) {
    expect(readFileSync(join(root, page), 'utf8')).toContain('threat-model.md');
  }
});
