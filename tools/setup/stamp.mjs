import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What tools make among the sources. */
const skipped = new Set([
  'node_modules',
  'dist',
  'build',
  '.next',
  '.turbo',
  'coverage',
  'generated',
  'next-env.d.ts',
]);

/** @param {string} path @returns {string[]} every file at or under it, in a fixed order */
function filesOf(path) {
  try {
    return readdirSync(path, { withFileTypes: true })
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .flatMap((entry) => {
        if (skipped.has(entry.name) || entry.name.endsWith('.tsbuildinfo')) return [];
        const below = join(path, entry.name);
        return entry.isDirectory() ? filesOf(below) : [below];
      });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [path];
    throw error;
  }
}

/**
 * @param {string} root
 * @param {readonly string[]} paths files and folders below it
 * @returns {string} changes when a file of them, or the Node that uses what is made of them, does
 */
export function hashOf(root, paths) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const path of paths) {
    for (const file of filesOf(join(root, path))) {
      hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Whether `stamp` says that work was done for this very `hash`. @param {string} stamp @param {string} hash */
export function isDone(stamp, hash) {
  try {
    return readFileSync(stamp, 'utf8') === hash;
  } catch {
    return false;
  }
}

/**
 * Does `work` unless `stamp` says that it was done for this very `hash`.
 *
 * @param {string} stamp file; put it where it goes away together with what `work` makes
 * @param {string} hash
 * @param {() => Promise<unknown>} work
 * @returns {Promise<boolean>} whether it was done now
 */
export async function once(stamp, hash, work) {
  if (isDone(stamp, hash)) return false;
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}
