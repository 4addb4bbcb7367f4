import { chmod, open, stat } from 'node:fs/promises';

/** Changes one bit in the middle of a file, as a failing disk would; the returned function changes it back. */
export async function flipBit(path: string): Promise<() => Promise<void>> {
  const { mode, size } = await stat(path);
  const at = Math.floor(size / 2);
  const flip = async () => {
    await chmod(path, 0o600);
    const file = await open(path, 'r+');
    try {
      const byte = Buffer.alloc(1);
      await file.read(byte, 0, 1, at);
      byte.writeUInt8(byte.readUInt8() ^ 1);
      await file.write(byte, 0, 1, at);
    } finally {
      await file.close();
      await chmod(path, mode & 0o777);
    }
  };
  await flip();
  return flip;
}
