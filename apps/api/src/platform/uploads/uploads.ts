import { link, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore, StoredObject } from '@clusterboard/artifacts';
import { isMissing } from '@clusterboard/artifacts';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import type { DataStore } from '@tus/server';
import { safeFileName } from './file-name.ts';
import { isUploadId } from './upload-id.ts';

export interface FinishedUpload {
  readonly id: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly fileName: string;
}

/** An upload that no one else can submit any more. */
interface ClaimedUpload {
  /** Hashes the bytes and puts them at their content address. */
  adoptInto(objects: ObjectStore): Promise<StoredObject>;
  /** Ends the upload: it was submitted. */
  forget(): Promise<void>;
  /** Gives the upload back, so that it can be submitted again. */
  release(): Promise<void>;
}

export interface Uploads {
  /** Fails with UPLOAD_NOT_FOUND, UPLOAD_INCOMPLETE or UPLOAD_EMPTY. */
  find(id: string): Promise<Result<FinishedUpload>>;
  /** Of several claims of one upload exactly one succeeds; the others get null. */
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
          // A second name, because adopting takes the one that it is given.
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
