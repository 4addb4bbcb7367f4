import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore, StoredObject } from '@clusterboard/artifacts';
import { isMissing } from '@clusterboard/artifacts';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import type { DataStore } from '@tus/server';
import { isUploadId, safeFileName } from './upload-names.ts';

export interface FinishedUpload {
  readonly id: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly fileName: string;
}

export interface Uploads {
  /** Fails with UPLOAD_NOT_FOUND, UPLOAD_INCOMPLETE or UPLOAD_EMPTY. */
  find(id: string): Promise<Result<FinishedUpload>>;
  /**
   * Hashes the bytes and puts them at their content address. The upload stays until it is discarded, so that
   * nothing is lost if its submission is never written; null if it is gone.
   */
  adopt(upload: FinishedUpload, objects: ObjectStore): Promise<StoredObject | null>;
  discard(id: string): Promise<void>;
}

/**
 * Earlier versions moved an upload to `claimed/` while it was submitted, and lost it when they were killed then.
 * Puts those back.
 */
async function restoreClaimed(directory: string): Promise<void> {
  const claimed = join(directory, 'claimed');
  const names = await readdir(claimed).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const id of names.filter(isUploadId)) await rename(join(claimed, id), join(directory, id));
}

/** @param directory where `store` keeps its files */
export async function openUploads(directory: string, store: DataStore): Promise<Uploads> {
  const adopting = join(directory, 'adopting');
  await mkdir(adopting, { recursive: true });
  await restoreClaimed(directory);
  const infoPath = (id: string) => join(directory, `${id}.json`);
  const remove = (path: string) => rm(path, { force: true });
  return {
    async find(id) {
      const upload = isUploadId(id) ? await store.getUpload(id).catch(() => null) : null;
      if (upload?.size === undefined) return failure(problem('UPLOAD_NOT_FOUND', {}));
      if (upload.offset !== upload.size) {
        return failure(problem('UPLOAD_INCOMPLETE', { received: upload.offset, expected: upload.size }));
      }
      if (upload.size === 0) return failure(problem('UPLOAD_EMPTY', {}));
      const fileName = safeFileName(upload.metadata?.filename);
      return success({ id, path: join(directory, id), sizeBytes: upload.size, fileName });
    },
    async adopt({ id, path }, objects) {
      // A link of its own, because adopting moves the file, and another process may adopt it at the same time.
      const own = join(adopting, `${id}.${randomBytes(6).toString('hex')}`);
      try {
        await link(path, own);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
      try {
        return await objects.adopt(own);
      } finally {
        await remove(own);
      }
    },
    async discard(id) {
      if (isUploadId(id)) await Promise.all([remove(join(directory, id)), remove(infoPath(id))]);
    },
  };
}
