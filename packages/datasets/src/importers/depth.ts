import { type Problem, problem } from '@clusterboard/problems';

/** Of 16-bit values; dark photographs of the whole range still come near to half of it in some image. */
const mostShallowBits = 14;
/** Of files and sensors: dark images of 12 bits may end below 2^10. */
const usualBits = [8, 12, mostShallowBits];

/** How much of their range the 16-bit images of a dataset use together. */
export class Depth {
  private images = 0;
  private highest = 0;

  /** @param highest value of a 16-bit image; null for others */
  add(highest: number | null): void {
    if (highest === null) return;
    this.images += 1;
    this.highest = Math.max(this.highest, highest);
  }

  /** IMAGES_SHALLOW where all values fit into so few bits that they were never scaled to 16. */
  problem(): Problem | null {
    const { images, highest } = this;
    if (images === 0 || highest === 0 || highest >= 2 ** mostShallowBits) return null;
    const bits = usualBits.find((each) => highest < 2 ** each) ?? mostShallowBits;
    return problem('IMAGES_SHALLOW', {
      images,
      highest,
      bits,
      levels: (highest >> 8) + 1,
      factor: 2 ** (16 - bits),
    });
  }
}
