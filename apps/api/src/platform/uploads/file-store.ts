import { createWriteStream } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDiskFull, uploadLifetimeMs } from '@clusterboard/artifacts';
import { FileStore } from '@tus/file-store';
import type { Upload } from '@tus/server';
import { StorageFull } from './upload-problem.ts';

/** Free space reserved for the database and stored features. */
const reserveBytes = 64 * 2 ** 20;

/** Uploads as files in one directory. Their length must be known at the start. */
export class UploadFileStore extends FileStore {
  constructor(directory: string) {
    super({ directory, expirationPeriodInMilliseconds: uploadLifetimeMs });
    this.extensions = this.extensions.filter((extension) => extension !== 'creation-defer-length');
  }

  override async create(upload: Upload): Promise<Upload> {
    const { bavail, bsize } = await statfs(this.directory);
    if (bavail * bsize < (upload.size ?? 0) + reserveBytes) throw new StorageFull();
    return super.create(upload).catch((error: unknown) => {
      throw isDiskFull(error) ? new StorageFull() : error;
    });
  }

  /** Like the original, which hides why a write failed. */
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const file = createWriteStream(join(this.directory, id), { flags: 'r+', start: offset });
    try {
      await pipeline(readable, file);
    } catch (error) {
      throw isDiskFull(error) ? new StorageFull() : error;
    }
    return offset + file.bytesWritten;
  }
}
