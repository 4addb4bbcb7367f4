// a × b / 255, rounded, as Pillow does it (libImaging/ImagingUtils.h).
function scaled(a: number, b: number): number {
  const product = a * b + 128;
  return ((product >> 8) + product) >> 8;
}

/** Cyan, magenta, yellow, black to red, green, blue in Pillow's way (libImaging/Convert.c): no profile. */
export function cmykToRgb(cmyk: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((cmyk.length / 4) * 3);
  for (let from = 0, to = 0; from < cmyk.length; from += 4, to += 3) {
    const white = 255 - (cmyk[from + 3] ?? 0);
    for (let ink = 0; ink < 3; ink++)
      rgb[to + ink] = Math.max(0, white - scaled(cmyk[from + ink] ?? 0, white));
  }
  return rgb;
}
