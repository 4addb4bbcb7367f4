import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that can be read whole. */
export interface SourceFile {
  /** Below the root, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** Throws what the disk or the archive does. */
  read(): Promise<Uint8Array>;
}

/** What a tree or a listing leaves out, and why. */
export interface Skipped {
  readonly path: string;
  /** A part of a sentence: “it is hidden”. */
  readonly reason: string;
}

/** Files and folders below one root, in the order of their paths. */
export interface FileTree {
  readonly files: readonly SourceFile[];
  readonly folders: readonly string[];
  /** Hidden files and folders, and links that are not followed; a folder stands for what is in it. */
  readonly skipped: readonly Skipped[];
  close(): Promise<void>;
}

/** By code units: the same on every machine, whatever its language. */
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const imageName = /\.(jpe?g|jpe|jfif|png|webp|gif|bmp|tiff?|ppm|pgm|avif|heic|jp2)$/i;

export const hasImageName = (path: string): boolean => imageName.test(path);

/** What systems leave in folders and archives, and what people hide. */
export const isHidden = (path: string): boolean =>
  path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');

async function walk(root: string, folder: string, files: SourceFile[], folders: string[]): Promise<void> {
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (isHidden(path)) continue;
    const absolute = join(root, path);
    if (entry.isDirectory()) {
      folders.push(path);
      await walk(root, path, files, folders);
      continue;
    }
    // Links to files are followed, links to folders are not: they could lead in circles.
    const target = await stat(absolute).catch(() => lstat(absolute));
    if (target.isDirectory()) continue;
    files.push({ path, bytes: target.size, read: () => readFile(absolute) });
  }
}

/** The tree below a directory, hidden files left out. Throws what reading it throws. */
export async function readDirectory(root: string): Promise<FileTree> {
  const files: SourceFile[] = [];
  const folders: string[] = [];
  await walk(root, '', files, folders);
  return {
    files: files.sort((a, b) => byCodeUnits(a.path, b.path)),
    folders: folders.sort(byCodeUnits),
    skipped: [],
    close: () => Promise.resolve(),
  };
}
