import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

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
  /** Folders end with a slash, and stand for what is in them. */
  readonly path: string;
  /** A part of a sentence: “it is hidden”. */
  readonly reason: string;
}

/** Files and folders below one root, in the order of their paths. */
export interface FileTree {
  readonly files: readonly SourceFile[];
  readonly folders: readonly string[];
  /** What is hidden, links that are not followed, and what is no file. */
  readonly skipped: readonly Skipped[];
  close(): Promise<void>;
}

/** By code units: the same on every machine, whatever its language. */
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  byCodeUnits(a.path, b.path);

const imageName = /\.(jpe?g|jpe|jfif|png|webp|gif|bmp|tiff?|ppm|pgm|avif|heic|jp2)$/i;

export const hasImageName = (path: string): boolean => imageName.test(path);

/** What systems leave in folders and archives, and what people hide. */
export const isHiddenName = (name: string): boolean => name.startsWith('.') || name === '__MACOSX';

/** Whether a path is the folder itself or lies in it; both as the disk has them. */
const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);

interface Folder {
  /** Below the root; empty for the root itself. */
  readonly path: string;
  /** Where it lies on the disk. */
  readonly real: string;
  /** Below a link: links to folders in there could multiply without end. */
  readonly linked: boolean;
}

class Walk {
  readonly files: SourceFile[] = [];
  readonly folders: string[] = [];
  readonly skipped: Skipped[] = [];
  private readonly root: string;
  private readonly realRoot: string;

  constructor(root: string, realRoot: string) {
    this.root = root;
    this.realRoot = realRoot;
  }

  async enter(folder: Folder): Promise<void> {
    for (const entry of await readdir(join(this.root, folder.path), { withFileTypes: true })) {
      const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      if (isHiddenName(entry.name)) this.skip(entry.isDirectory() ? `${path}/` : path, 'it is hidden');
      else if (entry.isDirectory()) await this.addFolder(folder, path, join(folder.real, entry.name));
      else if (entry.isSymbolicLink()) await this.addLink(folder, path);
      else if (entry.isFile()) await this.addFile(path);
      else this.skip(path, 'it is no file');
    }
  }

  private skip(path: string, reason: string): void {
    this.skipped.push({ path, reason });
  }

  private async addFolder({ linked }: Folder, path: string, real: string, isLink = false): Promise<void> {
    this.folders.push(path);
    await this.enter({ path, real, linked: linked || isLink });
  }

  private async addFile(path: string): Promise<void> {
    const absolute = join(this.root, path);
    this.files.push({ path, bytes: (await stat(absolute)).size, read: () => readFile(absolute) });
  }

  private async addLink(folder: Folder, path: string): Promise<void> {
    const absolute = join(this.root, path);
    const real = await realpath(absolute).catch(() => undefined);
    // Reading it tells what is wrong with it.
    if (real === undefined) this.files.push({ path, bytes: 0, read: () => readFile(absolute) });
    else if (!isWithin(real, this.realRoot)) this.skip(path, 'it is a link that leaves the source');
    else await this.follow(folder, path, real);
  }

  private async follow(folder: Folder, path: string, real: string): Promise<void> {
    const target = await stat(real);
    if (target.isFile()) await this.addFile(path);
    else if (!target.isDirectory()) this.skip(path, 'it is a link to no file');
    else if (isWithin(folder.real, real)) this.skip(path, 'it is a link to a folder around it');
    else if (folder.linked) this.skip(path, 'it is a link to a folder, in a folder that is a link itself');
    else await this.addFolder(folder, path, real, true);
  }
}

/**
 * The tree below a directory. Hidden files are left out; links are followed as long as they stay below it.
 * Throws what reading it throws.
 */
export async function readDirectory(root: string): Promise<FileTree> {
  const real = await realpath(root);
  const walk = new Walk(root, real);
  await walk.enter({ path: '', real, linked: false });
  return {
    files: walk.files.sort(byPath),
    folders: walk.folders.sort(byCodeUnits),
    skipped: walk.skipped.sort(byPath),
    close: () => Promise.resolve(),
  };
}
