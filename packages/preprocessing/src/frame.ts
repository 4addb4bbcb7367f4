import type { Preprocessing } from './preprocessing.ts';

/** The size that an image is resized to, and the window that is cut from its middle. */
export interface Frame {
  readonly height: number;
  readonly width: number;
  readonly top: number;
  readonly left: number;
}

// Python's round(), which torchvision's CenterCrop uses: halves go to the even neighbour.
const roundHalfEven = (value: number): number => {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
};

/** As torchvision's `Resize(shorterSide)` and `CenterCrop((height, width))` place an image. */
export function frame(
  image: { height: number; width: number },
  spec: Pick<Preprocessing, 'height' | 'width' | 'shorterSide'>,
): Frame {
  const resized =
    spec.shorterSide === undefined ? cover(image, spec) : resizeShorterSide(image, spec.shorterSide);
  return {
    ...resized,
    top: roundHalfEven((resized.height - spec.height) / 2),
    left: roundHalfEven((resized.width - spec.width) / 2),
  };
}

function resizeShorterSide({ height, width }: { height: number; width: number }, shorterSide: number) {
  return height < width
    ? { height: shorterSide, width: Math.trunc((shorterSide * width) / height) }
    : { height: Math.trunc((shorterSide * height) / width), width: shorterSide };
}

function cover(
  image: { height: number; width: number },
  target: { height: number; width: number },
): { height: number; width: number } {
  return target.height * image.width > target.width * image.height
    ? {
        height: target.height,
        width: Math.max(target.width, Math.trunc((target.height * image.width) / image.height)),
      }
    : {
        height: Math.max(target.height, Math.trunc((target.width * image.height) / image.width)),
        width: target.width,
      };
}
