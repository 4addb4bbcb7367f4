import type { Skipped, SourceFile } from '../tree/file-tree.ts';

const imageFolder = /^(images?|imgs?|jpegimages|photos?|pictures?|rgb|originals?)$/i;
const maskFolder =
  /^(masks?|annotations?|labels?|segmentations?|seg_?masks?|ground_?truths?|gts?|trimaps?|contours?)$/i;
const maskEnding = /[\s_.-](masks?|segmentation|seg|gt|ground_?truth|trimap)([\s_-]?\d+)?$/i;

const withoutEnding = (path: string): string => path.replace(/\.\w+$/, '');

interface Names {
  /** Paths of all images without their endings. */
  readonly stems: ReadonlyMap<string, string>;
  /** By folder, with a slash at its end: the folders of images in it. */
  readonly imageFolders: ReadonlyMap<string, ReadonlySet<string>>;
}

function collectNames(images: readonly SourceFile[]): Names {
  const stems = new Map(images.map(({ path }) => [withoutEnding(path), path]));
  const imageFolders = new Map<string, Set<string>>();
  for (const { path } of images) {
    const steps = path.split('/');
    for (const [depth, step] of steps.slice(0, -1).entries()) {
      if (!imageFolder.test(step)) continue;
      const parent = steps
        .slice(0, depth)
        .map((name) => `${name}/`)
        .join('');
      const known = imageFolders.get(parent);
      if (known === undefined) imageFolders.set(parent, new Set([step]));
      else known.add(step);
    }
  }
  return { stems, imageFolders };
}

/** The image of the same name in a folder of images beside one of masks. */
function besideFolder(path: string, { stems, imageFolders }: Names): string | undefined {
  const steps = withoutEnding(path).split('/');
  for (const [depth, step] of steps.slice(0, -1).entries()) {
    if (!maskFolder.test(step)) continue;
    const parent = steps
      .slice(0, depth)
      .map((name) => `${name}/`)
      .join('');
    const below = steps.slice(depth + 1).join('/');
    for (const sibling of imageFolders.get(parent) ?? []) {
      const found =
        stems.get(`${parent}${sibling}/${below}`) ??
        stems.get(`${parent}${sibling}/${below.replace(maskEnding, '')}`);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The image beside `cat_mask.png`: `cat.png`. */
function besideFile(path: string, { stems }: Names): string | undefined {
  const stem = withoutEnding(path);
  return maskEnding.test(stem) ? stems.get(stem.replace(maskEnding, '')) : undefined;
}

const looksLikeMask = (path: string): boolean =>
  maskEnding.test(withoutEnding(path)) || path.split('/').some((step) => maskFolder.test(step));

/** Parts images from their masks: files of the same names in a folder beside theirs, or of names with `_mask`. */
export function partMasks(images: readonly SourceFile[]): {
  readonly images: SourceFile[];
  readonly masks: Skipped[];
} {
  const suspects = images.filter(({ path }) => looksLikeMask(path));
  if (suspects.length === 0) return { images: [...images], masks: [] };
  const names = collectNames(images);
  const masks = new Map<string, Skipped>();
  for (const { path } of suspects) {
    const of = besideFolder(path, names) ?? besideFile(path, names);
    if (of !== undefined) masks.set(path, { path, reason: `it is the mask of ${of}` });
  }
  return { images: images.filter(({ path }) => !masks.has(path)), masks: [...masks.values()] };
}
