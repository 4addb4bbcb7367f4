import { Random } from '../random.ts';

// Any number would do, but it can never change: entries are compared by what the same draws do to them.
const seedOfImages = 2008_10312;

/**
 * Test sets drawn from another with replacement, each as large. The draws depend on nothing but the
 * number of images: resample b of every encoder on a dataset holds the same ones, which pairs all entries.
 */
export class ImageResamples {
  private readonly random = Random.seeded(seedOfImages);
  private readonly draws: Int32Array;

  constructor(images: number) {
    this.draws = new Int32Array(images);
  }

  /** How often each image is in the next one: [images], valid until the one after. */
  next(): Int32Array {
    const { random, draws } = this;
    draws.fill(0);
    for (let i = 0; i < draws.length; i++) {
      const image = random.below(draws.length);
      draws[image] = (draws[image] as number) + 1;
    }
    return draws;
  }
}
