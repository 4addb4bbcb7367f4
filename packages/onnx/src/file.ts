import { type FileHandle, open } from 'node:fs/promises';
import type { ByteSource } from './byte-source.ts';

/** A file on disk as a {@link ByteSource}; close it when done. Throws what `fs.open` throws. */
export async function fromFile(
  path: string,
): Promise<ByteSource & AsyncDisposable & { close(): Promise<void> }> {
  const handle: FileHandle = await open(path, 'r');
  const { size } = await handle.stat();
  const close = () => handle.close();
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled);
        if (bytesRead === 0) return bytes.subarray(0, filled);
        filled += bytesRead;
      }
      return bytes;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
