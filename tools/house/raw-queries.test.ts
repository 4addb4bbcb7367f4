import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isCode, type SourceFile, sourceFiles } from './source-tree.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const checkedQueries = 'packages/core/src/infra/sql.ts';
const self = 'tools/house/raw-queries.test.ts';

/** `$queryRaw<Row>` only claims what the rows are; a test may run a raw query if it checks the rows itself. */
const claimsItsRows = (text: string): boolean => /\$queryRaw(Unsafe)?\s*</.test(text);
const queriesRaw = (text: string): boolean => /\$queryRaw/.test(text);

const forbidden = (file: SourceFile, text: string): boolean =>
  file.path !== checkedQueries && (isCode(file) ? queriesRaw(text) : claimsItsRows(text));

it('reads rows of raw queries through queryRows, which checks them', () => {
  const files = sourceFiles(root).filter(({ path }) => /\.(ts|tsx|mjs|cjs)$/.test(path) && path !== self);
  expect(files.some(({ path }) => path === checkedQueries)).toBe(true);
  const found = files.filter((file) => forbidden(file, readFileSync(join(root, file.path), 'utf8')));
  expect(found.map(({ path }) => path)).toEqual([]);
});

it('tells a claim about rows from a query whose rows are checked', () => {
  const code = { path: 'packages/core/src/board/board-entry.ts', bytes: 0 };
  const test = { path: 'apps/api/src/board/board.service.test.ts', bytes: 0 };
  expect(forbidden(code, 'database.$queryRaw`SELECT 1`')).toBe(true);
  expect(forbidden(test, 'rows.parse(await database.$queryRawUnsafe(statement))')).toBe(false);
  expect(forbidden(test, 'database.$queryRawUnsafe<{ id: string }[]>(statement)')).toBe(true);
  expect(forbidden({ path: checkedQueries, bytes: 0 }, 'database.$queryRaw(query)')).toBe(false);
});
