import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDiskFull, uploadLifetimeMs } from '@clusterboard/artifacts';
import { FileStore } from '@tus/file-store';
import type { Upload } from '@tus/server';
import { currentRequest } from '../http/request-scope.ts';
import { createTurns } from '../limits/in-turn.ts';
import { StorageFull } from './upload-problem.ts';
import { clientKey, type UploadRoom } from './upload-room.ts';

/** Uploads as files in one directory. Their length must be known at the start and is reserved from then on. */
export class UploadFileStore extends FileStore {
  readonly #room: UploadRoom;
  readonly #inTurn = createTurns();

  constructor(directory: string, room: UploadRoom) {
    super({ directory, expirationPeriodInMilliseconds: uploadLifetimeMs });
    this.#room = room;
    this.extensions = this.extensions.filter((extension) => extension !== 'creation-defer-length');
  }

  override create(upload: Upload): Promise<Upload> {
    // Two that come at once would both find the same room.
    return this.#inTurn('announce', () => this.#announce(upload));
  }

  async #announce(upload: Upload): Promise<Upload> {
    const { client } = currentRequest();
    await this.#room.require(upload.size ?? 0, client);
    const { metadata } = upload;
    try {
      upload.metadata = { ...metadata, [clientKey]: client };
      const created = await super.create(upload);
      // Another process of the API may have promised the same room.
      await this.#room.requireAnnounced();
      return created;
    } catch (error) {
      await this.remove(upload.id).catch(() => undefined);
      throw isDiskFull(error) ? new StorageFull() : error;
    } finally {
      upload.metadata = metadata;
    }
  }

  override async getUpload(id: string): Promise<Upload> {
    const upload = await super.getUpload(id);
    delete upload.metadata?.[clientKey];
    return upload;
  }

  /** Like the original, which hides why a write failed. */
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    await this.#room.requireSpace();
    const file = createWriteStream(join(this.directory, id), { flags: 'r+', start: offset });
    try {
      await pipeline(readable, file);
    } catch (error) {
      throw isDiskFull(error) ? new StorageFull() : error;
    }
    return offset + file.bytesWritten;
  }
}
