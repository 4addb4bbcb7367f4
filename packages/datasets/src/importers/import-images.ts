import { availableParallelism } from 'node:os';
import { type Problem, type Result, success } from '@clusterboard/problems';
import { decodeImage, decodingLimits, unreadable } from '../decode/decode-image.ts';
import { highestDeepValue } from '../decode/deep-values.ts';
import { FileSplitWriter } from '../pack/file-split-writer.ts';
import { type Description, type SplitName, splitNames } from '../pack/manifest.ts';
import { placePack, type WriteSplits } from '../pack/place-pack.ts';
import { agreed } from '../shipped/gated.ts';
import { Depth } from './depth.ts';
import { ImageSizes } from './image-sizes.ts';
import { describe, Findings, type ImportOptions, type ImportOutcome, neverBegun } from './import-report.ts';
import type { ListedImage, Listing } from './listing.ts';
import { mapInOrder } from './map-in-order.ts';
import { type Fingerprint, fingerprint, Overlap } from './overlap.ts';
import { stratifiedSplit } from './stratified-split.ts';

interface Loaded {
  readonly image: ListedImage;
  readonly bytes: Uint8Array;
  readonly size: { readonly height: number; readonly width: number; readonly channels: 1 | 3 };
  readonly print: Fingerprint;
  /** Value of a 16-bit image; null for others. */
  readonly highest: number | null;
}

/** Reads one image and decodes it, to know that it can be. Fails with IMAGE_UNREADABLE. */
async function load(image: ListedImage): Promise<Result<Loaded>> {
  const { path, file, missing = 'no such file' } = image;
  if (file === undefined) return unreadable(path, missing);
  if (file.bytes > decodingLimits.bytes) {
    return unreadable(path, `it has ${file.bytes} bytes; at most ${decodingLimits.bytes} are read`);
  }
  let bytes: Uint8Array;
  try {
    bytes = await file.read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return unreadable(path, reason.replace(/\.$/, '').slice(0, 200));
  }
  const decoded = await decodeImage(bytes, path);
  if (!decoded.ok) return decoded;
  const { height, width, channels, data } = decoded.value;
  return success({
    image,
    bytes,
    size: { height, width, channels },
    print: fingerprint(decoded.value, data, bytes),
    highest: await highestDeepValue(bytes),
  });
}

function assign(
  { images, classNames }: Listing,
  trainShare: number,
  seed: number,
): { given: boolean; splits: Record<SplitName, readonly ListedImage[]> } {
  if (images.every(({ split }) => split !== null)) {
    const of = (name: SplitName) => images.filter(({ split }) => split === name);
    return { given: true, splits: { train: of('train'), test: of('test') } };
  }
  const labels = images.map(({ className }) => classNames.indexOf(className));
  const drawn = stratifiedSplit(labels, trainShare, seed);
  const of = (name: SplitName) => drawn[name].flatMap((index) => images[index] ?? []);
  return { given: false, splits: { train: of('train'), test: of('test') } };
}

/**
 * Makes a pack of the images that a listing names, keeping the files as they are. Images that cannot be
 * decoded are left out and reported, as are classes without test images and test images that are in
 * train too. Refused are: fewer than two classes, a class without train images, no test images, another
 * dataset of the same slug, and in a strict import anything reported.
 */
export async function importImages(
  into: string,
  listing: Listing,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const { trainShare = 0.8, seed = 0, strict = false, signal, onProgress = () => {} } = options;
  const { given, splits } = assign(listing, trainShare, seed);
  const share = `${Math.round(trainShare * 100)} to ${Math.round((1 - trainShare) * 100)}`;
  const how = given ? 'with their original split' : `split ${share} by class with seed ${seed}`;
  const described = describe(options, `${listing.arrangement}, ${how}.`);
  if (!described.ok) return neverBegun(described.problem);
  const accepted = await agreed(into, described.value.slug, options.acceptedBy);
  if (!accepted.ok) return neverBegun(accepted.problem);

  const findings = new Findings(listing.classNames);
  const labelOf = new Map(listing.classNames.map((name, label) => [name, label]));
  const overlap = new Overlap();
  const sizes = new ImageSizes();
  let channels: 1 | 3 = 1;
  const depth = new Depth();
  let imagesDone = 0;

  const writeSplit = async (name: SplitName, writer: FileSplitWriter): Promise<void> => {
    const keep = async ({ image, bytes, size, highest, print }: Loaded) => {
      const label = labelOf.get(image.className) ?? -1;
      await writer.add(bytes, image.path, label);
      findings.count(name, label);
      sizes.add(size);
      if (size.channels === 3) channels = 3;
      depth.add(highest);
      if (name === 'train') overlap.addTrain(print, image.path);
      const found: Problem | null = name === 'test' ? overlap.findTest(print, image.path) : null;
      if (found !== null) findings.problems.push(found);
    };
    for await (const loaded of mapInOrder(splits[name], availableParallelism() + 2, load)) {
      signal?.throwIfAborted();
      if (loaded.ok) await keep(loaded.value);
      else findings.problems.push(loaded.problem);
      imagesDone += 1;
      onProgress({ imagesDone, imagesTotal: listing.images.length });
    }
  };

  const writeSplits: WriteSplits = async (directory) => {
    const writers = {
      train: await FileSplitWriter.create(directory, 'train'),
      test: await FileSplitWriter.create(directory, 'test'),
    };
    try {
      for (const name of splitNames) await writeSplit(name, writers[name]);
      const shallow = depth.problem();
      if (shallow !== null) findings.problems.push(shallow);
      const judged = findings.judge(listing.emptyClasses, strict);
      if (!judged.ok) return judged;
      const description: Description = {
        ...described.value,
        image: { ...sizes.typical(), channels },
        classNames: [...listing.classNames],
      };
      const written = { train: await writers.train.finish(), test: await writers.test.finish() };
      return success({ format: 2, ...description, splits: written });
    } finally {
      await writers.train.abandon();
      await writers.test.abandon();
    }
  };

  const pack = await placePack(
    into,
    described.value.slug,
    writeSplits,
    options.replace ? 'replaced' : 'refused',
  );
  const report = {
    classes: findings.classes(),
    split: given ? ('given' as const) : ('stratified' as const),
    problems: findings.problems,
    ignored: listing.ignored,
    skipped: listing.skipped,
    sizes: sizes.report(),
  };
  return { report, pack };
}
