import { mulberry32, shuffle } from '../seeded-shuffle.ts';

const seed = 200_810_312;

/**
 * The order in which an encoder reads the images of a split: their rows in the pack, shuffled. Packs are
 * stored class by class, so that a model could read labels from its neighbours in a batch. It depends on the
 * number of images alone, so that packs of any age are read in the same order on every machine.
 */
export function readingOrder(count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, row) => row);
  shuffle(order, mulberry32(seed));
  return order;
}
