import { stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type Result, success } from '@clusterboard/problems';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { refused } from '../import-report.ts';
import {
  byCodeUnits,
  byPath,
  type FileTree,
  isHiddenName,
  type Skipped,
  type SourceFile,
} from './file-tree.ts';
import { pathOf } from './zip-names.ts';

/** Image files hardly shrink: an archive that unpacks to more than this is made to fill a disk. */
const largestRatio = 100;

/** Of the path that a link holds. */
const longestTarget = 4096;

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '').slice(0, 200);

function sourceFile(zip: ZipFile, entry: Entry, path: string): SourceFile {
  return {
    path,
    bytes: entry.uncompressedSize,
    async read() {
      if (entry.isEncrypted()) throw new Error('it is encrypted');
      return buffer(await zip.openReadStreamPromise(entry));
    },
  };
}

/** As Unix programs keep symbolic links: the target is the content. */
function isLink({ versionMadeBy, externalFileAttributes, uncompressedSize }: Entry): boolean {
  const madeOnUnix = versionMadeBy >> 8 === 3;
  const mode = externalFileAttributes >>> 16;
  return madeOnUnix && (mode & 0o170000) === 0o120000 && uncompressedSize <= longestTarget;
}

/** The hidden file, or the outermost hidden folder with a slash; undefined where nothing is hidden. */
function hiddenPart(path: string): string | undefined {
  const steps = path.split('/');
  const hidden = steps.findIndex(isHiddenName);
  if (hidden === -1) return undefined;
  return `${steps.slice(0, hidden + 1).join('/')}${hidden === steps.length - 1 ? '' : '/'}`;
}

class Contents {
  readonly files = new Map<string, SourceFile>();
  readonly folders = new Set<string>();
  readonly links: SourceFile[] = [];
  readonly skipped = new Map<string, Skipped>();
  private unpacked = 0;
  private readonly mostUnpacked: number;

  constructor(archiveBytes: number) {
    this.mostUnpacked = largestRatio * archiveBytes;
  }

  skip(path: string, reason: string): void {
    this.skipped.set(path, { path, reason });
  }

  add(file: SourceFile): Result<void> {
    const { path, bytes } = file;
    if (this.files.has(path)) return refused(`the archive holds the file ${path} twice`);
    this.unpacked += bytes;
    if (this.unpacked > this.mostUnpacked) {
      return refused(`the archive would unpack to more than ${largestRatio} times its size`);
    }
    this.files.set(path, file);
    return success(undefined);
  }

  /** A link to a file of the archive is that file once more. */
  async follow(link: SourceFile): Promise<Result<void>> {
    const target = Buffer.from(await link.read())
      .toString('utf8')
      .replaceAll('\\', '/');
    const path = posix.join(posix.dirname(link.path), target);
    if (target.startsWith('/') || path === '..' || path.startsWith('../')) {
      this.skip(link.path, 'it is a link that leaves the source');
      return success(undefined);
    }
    const file = this.files.get(path);
    if (file !== undefined) return this.add({ ...file, path: link.path });
    this.skip(link.path, 'it is a link to no file of the archive');
    return success(undefined);
  }
}

async function readEntries(zip: ZipFile, archiveBytes: number): Promise<Result<FileTree>> {
  const contents = new Contents(archiveBytes);
  for await (const entry of zip.eachEntry()) {
    const path = pathOf(entry);
    const hidden = hiddenPart(path);
    if (hidden !== undefined) contents.skip(hidden, 'it is hidden');
    else if (path === '') continue;
    else if (path.endsWith('/')) contents.folders.add(path.slice(0, -1));
    else if (isLink(entry)) contents.links.push(sourceFile(zip, entry, path));
    else {
      const added = contents.add(sourceFile(zip, entry, path));
      if (!added.ok) return added;
    }
  }
  for (const link of contents.links) {
    const followed = await contents.follow(link);
    if (!followed.ok) return followed;
  }
  return success({
    files: [...contents.files.values()].sort(byPath),
    folders: [...contents.folders].sort(byCodeUnits),
    skipped: [...contents.skipped.values()].sort(byPath),
    close: () => Promise.resolve(zip.close()),
  });
}

/**
 * The files in a ZIP archive, read from it one at a time; nothing is unpacked to the disk. Fails with
 * DATASET_REFUSED when it is no archive, is cut off, names files outside of itself or twice, or would
 * unpack to a hundred times its size. A file larger than it says fails when it is read.
 */
export async function readZip(path: string): Promise<Result<FileTree>> {
  const { size } = await stat(path);
  let zip: ZipFile;
  try {
    // Names are decoded by pathOf.
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
  } catch (error) {
    return refused(`the archive cannot be read (${reasonOf(error)})`);
  }
  try {
    const tree = await readEntries(zip, size);
    if (!tree.ok) zip.close();
    return tree;
  } catch (error) {
    zip.close();
    return refused(`the archive cannot be read (${reasonOf(error)})`);
  }
}
