const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The bits of the IEEE 754 half nearest to a float32, ties to even, as numpy's astype('float16'). */
export function float16Bits(value: number): number {
  float[0] = value;
  const word = bits[0] ?? 0;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // From the middle between the largest half and the next power of two on, all is infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // Below the smallest normal half, steps are 2^-24; adding 0.5 makes float32 round to them.
  if (magnitude < 0x38800000) {
    float[0] = Math.abs(value) + 0.5;
    return sign | ((bits[0] ?? 0) - 0x3f000000);
  }
  const odd = (magnitude >>> 13) & 1;
  return sign | ((magnitude - 0x38000000 + 0xfff + odd) >>> 13);
}

/** The values of all halves by their bits, as Float32Array of 65,536. */
export function float16Values(): Float32Array {
  return Float32Array.from({ length: 0x10000 }, (_, half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
  });
}
