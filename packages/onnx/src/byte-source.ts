/** Random access to the bytes of a file that need not be in memory. */
export interface ByteSource {
  /** Length of the file in bytes. */
  readonly size: number;
  /** The bytes `offset … offset + length`; fewer only where the file ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A browser's `File` or `Blob`, read piece by piece. */
export function fromBlob(blob: Blob): ByteSource {
  return {
    size: blob.size,
    async read(offset, length) {
      return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
    },
  };
}

/** Bytes that are in memory already. */
export function fromBytes(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  };
}
