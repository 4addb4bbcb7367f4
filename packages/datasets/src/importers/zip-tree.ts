import { stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { type Result, success } from '@clusterboard/problems';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { byCodeUnits, type FileTree, isHidden, type SourceFile } from './file-tree.ts';
import { refused } from './import-report.ts';

/** Image files hardly shrink: an archive that unpacks to more than this is made to fill a disk. */
const largestRatio = 100;

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '').slice(0, 200);

function sourceFile(zip: ZipFile, entry: Entry): SourceFile {
  return {
    path: entry.fileName,
    bytes: entry.uncompressedSize,
    async read() {
      if (entry.isEncrypted()) throw new Error('it is encrypted');
      return buffer(await zip.openReadStreamPromise(entry));
    },
  };
}

async function readEntries(zip: ZipFile, archiveBytes: number): Promise<Result<FileTree>> {
  const files = new Map<string, SourceFile>();
  const folders = new Set<string>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileName;
    if (isHidden(path)) continue;
    if (path.endsWith('/')) {
      folders.add(path.slice(0, -1));
      continue;
    }
    if (files.has(path)) return refused(`the archive holds the file ${path} twice`);
    unpacked += entry.uncompressedSize;
    if (unpacked > largestRatio * archiveBytes) {
      return refused(`the archive would unpack to more than ${largestRatio} times its size`);
    }
    files.set(path, sourceFile(zip, entry));
  }
  return success({
    files: [...files.values()].sort((a, b) => byCodeUnits(a.path, b.path)),
    folders: [...folders].sort(byCodeUnits),
    skipped: [],
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
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true });
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
