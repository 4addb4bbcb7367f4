interface ImageExtent {
  readonly height: number;
  readonly width: number;
}

/** How often a size occurs. */
interface SizeCount extends ImageExtent {
  readonly count: number;
}

const listed = 5;

/** The middle of sorted values, weighted by how often each occurs; the lower one of two. */
function median(sizes: readonly SizeCount[], side: keyof ImageExtent): number {
  const sorted = sizes.toSorted((one, other) => one[side] - other[side]);
  let left = sizes.reduce((sum, { count }) => sum + count, 0) / 2;
  for (const size of sorted) {
    left -= size.count;
    if (left <= 0) return size[side];
  }
  return 1;
}

/**
 * Sizes of the images of a dataset. Models that take any size get the typical one: few images that are larger or
 * smaller than the others do not decide on it.
 */
export class ImageSizes {
  private readonly sizes = new Map<string, SizeCount>();
  private images = 0;

  add({ height, width }: ImageExtent): void {
    const key = `${height}×${width}`;
    this.sizes.set(key, { height, width, count: (this.sizes.get(key)?.count ?? 0) + 1 });
    this.images += 1;
  }

  /** The size of at least half of the images; without one, the median height and the median width. */
  typical(): ImageExtent {
    const sizes = [...this.sizes.values()];
    const [most] = this.report().frequent;
    return most !== undefined && most.count >= this.images / 2
      ? { height: most.height, width: most.width }
      : { height: median(sizes, 'height'), width: median(sizes, 'width') };
  }

  /** How many sizes there are, and those that occur most often. */
  report(): { readonly distinct: number; readonly frequent: readonly SizeCount[] } {
    const sizes = [...this.sizes.values()].toSorted(
      (one, other) =>
        other.count - one.count ||
        other.height * other.width - one.height * one.width ||
        one.height - other.height,
    );
    return { distinct: sizes.length, frequent: sizes.slice(0, listed) };
  }
}
