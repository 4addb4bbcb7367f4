const extension = 0x21;
const graphicControl = 0xf9;
const transparent = 1;

/** Bytes of a colour table whose flags are given; none where it is not there. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/**
 * A GIF whose first frame has no transparent colour: libvips replaces that colour by black, and Pillow's
 * `convert('RGB')` keeps it as the palette has it. The same bytes where there is nothing to change.
 */
export function opaqueGif(bytes: Uint8Array): Uint8Array {
  let at = 13 + tableBytes(bytes[10] ?? 0);
  while (bytes[at] === extension) {
    const flagsAt = at + 3;
    const flags = bytes[flagsAt] ?? 0;
    if (bytes[at + 1] === graphicControl && flags & transparent) {
      const opaque = Uint8Array.from(bytes);
      opaque[flagsAt] = flags & ~transparent;
      return opaque;
    }
    // Blocks of an extension, each after its length, up to an empty one.
    for (at += 2; (bytes[at] ?? 0) > 0; ) at += 1 + (bytes[at] ?? 0);
    at += 1;
  }
  return bytes;
}
