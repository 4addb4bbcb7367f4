/** Tommy Ettinger's mulberry32: a seeded generator of numbers in [0, 1), the same on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Splits images so that each class has `trainShare` of its images, rounded, in train. Both lists hold
 * indices in ascending order; the same labels, share and seed give the same split for ever.
 */
export function stratifiedSplit(
  labels: ArrayLike<number>,
  trainShare: number,
  seed: number,
): { readonly train: number[]; readonly test: number[] } {
  const byClass = new Map<number, number[]>();
  for (let image = 0; image < labels.length; image++) {
    const label = labels[image] as number;
    const images = byClass.get(label);
    if (images) images.push(image);
    else byClass.set(label, [image]);
  }
  const random = mulberry32(seed);
  const train: number[] = [];
  const test: number[] = [];
  for (const [, images] of [...byClass].sort(([a], [b]) => a - b)) {
    for (let last = images.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1));
      [images[last], images[other]] = [images[other] as number, images[last] as number];
    }
    const trainCount = Math.round(images.length * trainShare);
    train.push(...images.slice(0, trainCount));
    test.push(...images.slice(trainCount));
  }
  const ascending = (a: number, b: number): number => a - b;
  return { train: train.sort(ascending), test: test.sort(ascending) };
}
