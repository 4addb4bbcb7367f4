import { link, mkdir, rename, rm } from 'node:fs/promises';
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

/** An upload that no other request can submit. */
interface ClaimedUpload {
  /** Hashes the bytes and moves them to their content address. */
  adoptInto(objects: ObjectStore): Promise<StoredObject>;
  /** Removes the upload after its submission. */
  forget(): Promise<void>;
  /** Releases the upload, so that it can be submitted again. */
  release(): Promise<void>;
}

export interface Uploads {
  /** Fails with UPLOAD_NOT_FOUND, UPLOAD_INCOMPLETE or UPLOAD_EMPTY. */
  find(id: string): Promise<Result<FinishedUpload>>;
  /** Exactly one of several claims succeeds; the others get null. */
  claim(upload: FinishedUpload): Promise<ClaimedUpload | null>;
  discard(id: string): Promise<void>;
}

/** @param directory where `store` keeps its files; claimed ones go to `claimed/` in it */
export async function openUploads(directory: string, store: DataStore): Promise<Uploads> {
  const claimedDirectory = join(directory, 'claimed');
  await mkdir(claimedDirectory, { recursive: true });
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
    async claim({ id, path }) {
      const claimed = join(claimedDirectory, id);
      try {
        await rename(path, claimed);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
      return {
        async adoptInto(objects) {
          // A second link, because adopting moves the file.
          const second = `${claimed}.adopted`;
          await link(claimed, second);
          try {
            return await objects.adopt(second);
          } finally {
            await remove(second);
          }
        },
        forget: async () => void (await Promise.all([remove(claimed), remove(infoPath(id))])),
        release: () => rename(claimed, path),
      };
    },
    async discard(id) {
      if (isUploadId(id)) await Promise.all([remove(join(directory, id)), remove(infoPath(id))]);
    },
  };
}
