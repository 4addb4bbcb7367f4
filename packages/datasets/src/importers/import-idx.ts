import { basename } from 'node:path';
import { type Result, success } from '@clusterboard/problems';
import { type Description, type SplitName, splitNames } from '../pack/manifest.ts';
import { placePack } from '../pack/place-pack.ts';
import { pixelSplits, type SplitSink } from '../pack/write-pack.ts';
import { agreed } from '../shipped/gated.ts';
import { eachImage, type IdxFiles, type OpenedIdx, openIdx } from './idx-source.ts';
import {
  describe,
  Findings,
  type ImportOptions,
  type ImportOutcome,
  neverBegun,
  refused,
} from './import-report.ts';
import { fingerprint, Overlap } from './overlap.ts';
import { stratifiedSplit } from './stratified-split.ts';

export interface ImportIdxOptions extends ImportOptions {
  /** The numbers themselves by default. */
  readonly classNames?: readonly string[];
}

/** Gathers images so that files are written in large pieces. */
class Gathered {
  private readonly sink: SplitSink;
  private pieces: Uint8Array[] = [];
  private bytes = 0;

  constructor(sink: SplitSink) {
    this.sink = sink;
  }

  async add(pixels: Uint8Array): Promise<void> {
    this.pieces.push(pixels);
    this.bytes += pixels.length;
    if (this.bytes >= 1 << 20) await this.flush();
  }

  async flush(): Promise<void> {
    const bytes = Buffer.concat(this.pieces);
    this.pieces = [];
    this.bytes = 0;
    await this.sink.images(bytes);
  }
}

function nameClasses(labels: readonly Uint8Array[], names: readonly string[] | undefined): Result<string[]> {
  const classes =
    Math.max(...labels.map((list) => list.reduce((most, label) => Math.max(most, label), 0))) + 1;
  if (names === undefined) return success(Array.from({ length: classes }, (_, label) => String(label)));
  return names.length < classes
    ? refused(`there are ${names.length} class names, but labels up to ${classes - 1}`)
    : success([...names]);
}

/**
 * Makes a pack of pixels from IDX files; what is reported and what is refused is as with image files.
 * Fails with DATASET_DAMAGED on a broken file, with DATASET_REFUSED where the files do not fit together.
 */
export async function importIdx(
  into: string,
  files: IdxFiles,
  options: ImportIdxOptions,
): Promise<ImportOutcome> {
  const { trainShare = 0.8, seed = 0, strict = false, signal, onProgress = () => {} } = options;
  const opened = await openIdx(files);
  if (!opened.ok) return neverBegun(opened.problem);
  const [first] = opened.value;
  if (first === undefined) throw new Error('there is a train split');
  const classNames = nameClasses(
    opened.value.map(({ labels }) => labels),
    options.classNames,
  );
  if (!classNames.ok) return neverBegun(classNames.problem);
  const given = files.test !== undefined;
  const how = given
    ? 'with their original split'
    : `split ${Math.round(trainShare * 100)} to ${Math.round((1 - trainShare) * 100)} by class with seed ${seed}`;
  const described = describe(options, `IDX files, ${how}.`);
  if (!described.ok) return neverBegun(described.problem);
  const accepted = await agreed(into, described.value.slug, options.acceptedBy);
  if (!accepted.ok) return neverBegun(accepted.problem);

  const findings = new Findings(classNames.value);
  const overlap = new Overlap();
  const imagesTotal = opened.value.reduce((sum, { labels }) => sum + labels.length, 0);
  let imagesDone = 0;

  const fillSplit = async (
    name: SplitName,
    source: OpenedIdx,
    chosen: ReadonlySet<number> | null,
    sink: SplitSink,
  ) => {
    const imageName = (index: number) => `${index} of ${basename(source.pair.images)}`;
    const gathered = new Gathered(sink);
    const kept: number[] = [];
    const read = await eachImage(source, async (pixels, index) => {
      signal?.throwIfAborted();
      if (chosen !== null && !chosen.has(index)) return;
      const label = source.labels[index] ?? 0;
      const print = fingerprint(source.image, pixels);
      if (name === 'train') overlap.addTrain(print, imageName(index));
      const found = name === 'test' ? overlap.findTest(print, imageName(index)) : null;
      if (found !== null) findings.problems.push(found);
      findings.count(name, label);
      kept.push(label);
      await gathered.add(Buffer.from(pixels));
      imagesDone += 1;
      onProgress({ imagesDone, imagesTotal });
    });
    if (!read.ok) return read;
    await gathered.flush();
    await sink.labels(kept);
    return success(undefined);
  };

  const writeSplits = pixelSplits(async (sinks) => {
    const drawn = given ? null : stratifiedSplit(first.labels, trainShare, seed);
    for (const [at, name] of splitNames.entries()) {
      const source = opened.value[at] ?? first;
      const filled = await fillSplit(name, source, drawn && new Set(drawn[name]), sinks[name]);
      if (!filled.ok) return filled;
    }
    const judged = findings.judge([], strict);
    if (!judged.ok) return judged;
    const description: Description = { ...described.value, image: first.image, classNames: classNames.value };
    return success(description);
  });
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
    ignored: [],
    skipped: [],
    sizes: {
      distinct: 1,
      frequent: [{ height: first.image.height, width: first.image.width, count: imagesDone }],
    },
  };
  return { report, pack };
}
