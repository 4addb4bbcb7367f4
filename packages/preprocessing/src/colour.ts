/**
 * Red, green, blue to grey by ITU-R 601-2 luma, in Pillow's fixed point (libImaging/Convert.c); images
 * that already have `channels` are passed on as they are.
 */
export function convertColour(
  image: { height: number; width: number; channels: 1 | 3 },
  channels: 1 | 3,
): (source: Uint8Array) => Uint8Array {
  if (image.channels === channels) return (source) => source;
  const grey = new Uint8Array(image.height * image.width);
  return (source) => {
    for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
      const red = source[at] ?? 0;
      const green = source[at + 1] ?? 0;
      const blue = source[at + 2] ?? 0;
      grey[pixel] = (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
    }
    return grey;
  };
}
