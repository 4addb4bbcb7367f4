import { statfs } from 'node:fs/promises';

/** Room on the volume that holds a directory, in bytes. */
export interface DiskSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export type ReadSpace = (directory: string) => Promise<DiskSpace>;

/** @throws the system's error, such as ENOENT */
export const readSpace: ReadSpace = async (directory) => {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
};

const mebibyte = 2 ** 20;

/**
 * What neither uploads nor caches may take, so that the database can always write: a twentieth of the volume,
 * but at least 128 and at most 512 MiB.
 */
export const reserveBytes = ({ totalBytes }: DiskSpace): number =>
  Math.min(512 * mebibyte, Math.max(128 * mebibyte, totalBytes / 20));

/** Whether so little is left that nothing may be begun any more: half of the reserve. */
export const isSpaceLow = (space: DiskSpace): boolean => space.freeBytes < reserveBytes(space) / 2;
