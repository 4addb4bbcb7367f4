import { mulberry32, shuffle } from '../seeded-shuffle.ts';

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
    shuffle(images, random);
    const trainCount = Math.round(images.length * trainShare);
    train.push(...images.slice(0, trainCount));
    test.push(...images.slice(trainCount));
  }
  const ascending = (a: number, b: number): number => a - b;
  return { train: train.sort(ascending), test: test.sort(ascending) };
}
