import { crc32, deflateRawSync } from 'node:zlib';

interface ZipEntry {
  /** Bytes where the encoding matters. */
  readonly name: string | Uint8Array;
  readonly content: Uint8Array;
  /** What the archive says of the unpacked length, where that is a lie. */
  readonly claimedBytes?: number;
  readonly encrypted?: boolean;
  /** Whether the archive says that the name is UTF-8; true by default. */
  readonly flagged?: boolean;
  /** Of a file made on Unix: 0o120777 for a link. */
  readonly mode?: number;
}

/** A ZIP archive, honest or not. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, content, claimedBytes = content.length, encrypted = false, flagged = true, mode } = entry;
    const packed = deflateRawSync(content);
    const path = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE((encrypted ? 1 : 0) | (flagged ? 0x0800 : 0), 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claimedBytes, 18);
    fields.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, path, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(((mode ?? 0) << 16) >>> 0, 6);
    place.writeUInt32LE(offset, 10);
    const madeBy = mode === undefined ? 0 : 3;
    centrals.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 0x14, madeBy]), fields, place, path]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

export const zipOfTree = (files: Readonly<Record<string, Uint8Array | string>>): Buffer =>
  zipOf(Object.entries(files).map(([name, content]) => ({ name, content: Buffer.from(content) })));
