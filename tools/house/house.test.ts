import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { countByFolder, isCode, isDrawer, median, sourceFiles } from './source-tree.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = sourceFiles(root);

const filesSideBySide = 20;
/** Only ever lowered, when files that are read together were merged. */
const largestShareOfSmallFiles = 0.26;
const smallBytes = 1024;

it('has folders of at most 20 files', () => {
  const crowded = [...countByFolder(files)].filter(([, count]) => count > filesSideBySide);
  expect(crowded.map(([folder, count]) => `${folder}: ${count} files`)).toEqual([]);
});

it('has no drawers', () => {
  expect(files.map(({ path }) => path).filter(isDrawer)).toEqual([]);
});

it('tells a drawer from a name that says what is inside', () => {
  expect(
    [
      'packages/core/src/utils/date.ts',
      'apps/api/src/board/board-helpers.ts',
      'packages/core/src/lib/a.ts',
      'apps/web/src/features/common/lib/a.ts',
    ].map(isDrawer),
  ).toEqual([true, true, true, true]);
  expect(
    ['apps/web/src/features/board/lib/a.ts', 'apps/cli/src/labels/shared-labels.ts'].map(isDrawer),
  ).toEqual([false, false]);
});

it('has index files only as the public face of a package', () => {
  const inner = files.filter(({ path }) => /\/index\.tsx?$/.test(path));
  expect(
    inner
      .map(({ path }) => path)
      .filter((path) => !/^(catalogue|(packages|tools)\/[^/]+\/src)\/index\.ts$/.test(path)),
  ).toEqual([]);
});

it('has files of a size that says one thing', () => {
  const sizes = files.filter(isCode).map(({ bytes }) => bytes);
  const small = sizes.filter((bytes) => bytes < smallBytes).length;
  process.stdout.write(
    `House: ${sizes.length} source files without tests, median ${median(sizes)} bytes, ${small} under 1 kB\n`,
  );
  expect(small / sizes.length).toBeLessThan(largestShareOfSmallFiles);
});
