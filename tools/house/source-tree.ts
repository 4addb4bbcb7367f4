import { existsSync, readdirSync, statSync } from 'node:fs';
import { extname, join, posix } from 'node:path';

export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** Where code and what belongs to it is written by hand. */
export const sourceFolders = ['apps', 'catalogue', 'packages', 'prisma', 'tools', 'e2e'] as const;

/** Made from sources, by tests, or downloaded: named as in `.gitignore`. */
const generated = new Set(['node_modules', 'dist', 'build', '.next', '.turbo', 'generated', 'coverage']);
const testOutput = new Set(['e2e/screenshots', 'e2e/results']);
const generatedFiles = new Set(['next-env.d.ts']);

/** All files below `folder` of `root`, in the order of their paths; none if there is no such folder. */
export function listFiles(root: string, folder: string): SourceFile[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .filter(({ name }) => !generated.has(name) && !generatedFiles.has(name) && !name.endsWith('.tsbuildinfo'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) return testOutput.has(path) ? [] : listFiles(root, path);
      return entry.isFile() ? [{ path, bytes: statSync(join(root, path)).size }] : [];
    });
}

/** All files of a checkout in {@link sourceFolders}. */
export const sourceFiles = (root: string): SourceFile[] =>
  sourceFolders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => listFiles(root, folder));

/** Folders with the number of files that lie directly in each. */
export function countByFolder(files: readonly SourceFile[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const folder = posix.dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

const drawers = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'stuff']);

/**
 * Names that say nothing about what is inside. `lib` is a drawer too, except as the part of a feature of the
 * website that has no component and needs no server (`features/<slice>/lib`).
 */
export function isDrawer(path: string): boolean {
  const segments = path.split('/').filter((segment) => !segment.startsWith('.'));
  return segments.some((segment, index) => {
    if (segment.split(/[.\-_]/).some((word) => drawers.has(word.toLowerCase()))) return true;
    return segment === 'lib' && segments[index - 2] !== 'features';
  });
}

const code = new Set(['.ts', '.tsx', '.mjs', '.cjs']);
const isTest = /\.test\.tsx?$|[.-]fixture\.ts$/;

/** Written code without its tests, of which the size of files is reported. */
export const isCode = ({ path }: SourceFile): boolean => code.has(extname(path)) && !isTest.test(path);

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError('There is no median of nothing.');
  return middle;
}
