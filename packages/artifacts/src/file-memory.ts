import { stat } from 'node:fs/promises';

/** Another inode, size or time means that a file may have changed. */
async function identityOf(path: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}

/** Remembers what was found out of whole files, so that an unchanged one is read once by a process. */
export class FileMemory<T> {
  private readonly found = new Map<string, { readonly value: Promise<T>; readonly atMs: number }>();
  private readonly maxFiles: number;
  private readonly maxAgeMs: number;

  /** @param maxAgeMs after which an unchanged file is read again: a disk may change bytes without a trace */
  constructor(maxFiles: number, maxAgeMs = Number.POSITIVE_INFINITY) {
    this.maxFiles = maxFiles;
    this.maxAgeMs = maxAgeMs;
  }

  /** What `read` gives or gave; a failure is not remembered. @throws what `read` throws, ENOENT */
  async of(path: string, read: () => Promise<T>, again = false): Promise<T> {
    const identity = await identityOf(path);
    const known = this.found.get(identity);
    this.found.delete(identity);
    const fresh = known !== undefined && !again && Date.now() - known.atMs < this.maxAgeMs;
    const kept = fresh ? known : { value: read(), atMs: Date.now() };
    this.found.set(identity, kept);
    const [oldest] = this.found.keys();
    if (this.found.size > this.maxFiles && oldest !== undefined) this.found.delete(oldest);
    try {
      const value = await kept.value;
      // Changed while it was read: what was found may be of either.
      if ((await identityOf(path)) !== identity) this.found.delete(identity);
      return value;
    } catch (error) {
      this.found.delete(identity);
      throw error;
    }
  }
}
