import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, isSpaceLow, type ReadSpace, readSpace, reserveBytes } from '@clusterboard/artifacts';
import { problem } from '@clusterboard/problems';
import { z } from 'zod';
import { isUploadId } from './upload-names.ts';
import { formatBytes, StorageFull, UploadRefused } from './upload-problem.ts';

/** Under which the client of an upload is kept; no client can send a key with a space. */
export const clientKey = 'client address';

/** As tus writes it beside the bytes of an upload. */
const description = z.object({
  size: z.number().nullish(),
  metadata: z.record(z.string(), z.string().nullable()).nullish(),
});

interface OpenUpload {
  readonly client: string | null;
  readonly announced: number;
  readonly received: number;
}

/** Uploads that were announced and not submitted or removed since. */
async function openUploads(directory: string): Promise<OpenUpload[]> {
  const ids = (await readdir(directory)).filter(isUploadId);
  const found = await Promise.all(ids.map((id) => readOpen(join(directory, id))));
  return found.filter((upload) => upload !== null);
}

async function readOpen(path: string): Promise<OpenUpload | null> {
  try {
    const { size: received } = await stat(path);
    const read = description.safeParse(JSON.parse(await readFile(`${path}.json`, 'utf8')));
    const { size, metadata } = read.success ? read.data : {};
    return { client: metadata?.[clientKey] ?? null, announced: size ?? received, received };
  } catch (error) {
    // Removed at this moment, or not written yet; what was cut short by a full disk has no bytes to come.
    if (isMissing(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What uploads may still announce, and what each client has. */
interface Room {
  /** Free space less the reserve and less what was announced and has not come; below 0 where others took it. */
  readonly bytes: number;
  /** Half of what all uploads together may take. */
  readonly clientBytes: number;
  of(client: string): readonly OpenUpload[];
}

const maxUploadsOfClient = 100;

/** The space that uploads share: announced bytes are reserved until they have come. */
export class UploadRoom {
  readonly #directory: string;
  readonly #maxUploadBytes: number;
  readonly #readSpace: ReadSpace;

  constructor(directory: string, maxUploadBytes: number, read: ReadSpace = readSpace) {
    this.#directory = directory;
    this.#maxUploadBytes = maxUploadBytes;
    this.#readSpace = read;
  }

  async measure(): Promise<Room> {
    const [space, open] = await Promise.all([this.#readSpace(this.#directory), openUploads(this.#directory)]);
    const pending = sum(open.map(({ announced, received }) => Math.max(0, announced - received)));
    const bytes = space.freeBytes - reserveBytes(space) - pending;
    const all = bytes + sum(open.map(({ announced, received }) => Math.max(announced, received)));
    return {
      bytes,
      clientBytes: Math.min(Math.max(0, all / 2), 4 * this.#maxUploadBytes),
      of: (client) => open.filter((upload) => upload.client === client),
    };
  }

  /** Whether another upload would be taken, if it is small. */
  async isLeft(): Promise<boolean> {
    return (await this.measure()).bytes > 0;
  }

  /**
   * @throws StorageFull if the server has no room for an upload of `size` bytes
   * @throws UploadRefused if the client has too much that is not submitted; one upload is always allowed
   */
  async require(size: number, client: string): Promise<void> {
    const room = await this.measure();
    const own = room.of(client);
    const used = sum(own.map(({ announced }) => announced));
    const tooMuch = (had: string, limit: string) =>
      new UploadRefused(429, problem('UPLOADS_UNFINISHED', { used: had, limit }));
    if (own.length >= maxUploadsOfClient)
      throw tooMuch(`${own.length} places`, `${maxUploadsOfClient} places`);
    if (own.length > 0 && used + size > room.clientBytes)
      throw tooMuch(formatBytes(used), formatBytes(room.clientBytes));
    if (size > room.bytes) throw new StorageFull();
  }

  /** Whether what was announced still fits; others may have announced at the same moment. */
  async requireAnnounced(): Promise<void> {
    if ((await this.measure()).bytes < 0) throw new StorageFull();
  }

  /** @throws StorageFull if so little space is left that no byte is taken any more */
  async requireSpace(): Promise<void> {
    if (isSpaceLow(await this.#readSpace(this.#directory))) throw new StorageFull();
  }
}
