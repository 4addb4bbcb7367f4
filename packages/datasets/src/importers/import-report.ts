import { failure, type Problem, problem, type Result, success } from '@clusterboard/problems';
import type { Description, SplitName } from '../pack/manifest.ts';
import type { Pack } from '../pack/pack.ts';
import { isSlug, slugOf } from '../pack/slug.ts';
import type { ImageSizes } from './image-sizes.ts';
import type { Skipped } from './tree/file-tree.ts';

/** What a person says of a dataset that they import. */
export interface ImportOptions {
  readonly name: string;
  /** Made from the name by default: lower case, digits and hyphens. */
  readonly slug?: string;
  readonly description?: string;
  readonly licence?: Description['licence'];
  readonly homepage?: string;
  /** Who agrees to the terms of a dataset that has some (see `isGated`); it is written down. */
  readonly acceptedBy?: string;
  /** Of each class that goes to train where the source has no splits; 0.8 by default. */
  readonly trainShare?: number;
  /** Of that split; 0 by default. */
  readonly seed?: number;
  /** Refuses what is otherwise only reported. */
  readonly strict?: boolean;
  /** Puts the new dataset in the place of another one of the same slug. */
  readonly replace?: boolean;
  readonly onProgress?: (progress: { readonly imagesDone: number; readonly imagesTotal: number }) => void;
  readonly signal?: AbortSignal;
}

/** What an import found, whether or not it went through. */
export interface ImportReport {
  readonly classes: readonly { readonly name: string; readonly train: number; readonly test: number }[];
  /** As the source had it, or made here. */
  readonly split: 'given' | 'stratified';
  /**
   * Images that were left out (IMAGE_UNREADABLE), classes that no image of a split belongs to
   * (DATASET_CLASS_EMPTY), test images that are train images too (DATASET_OVERLAP).
   */
  readonly problems: readonly Problem[];
  /** Files that were taken for no image of the dataset. */
  readonly ignored: readonly string[];
  /** What is hidden, links that are not followed, masks of images. */
  readonly skipped: readonly Skipped[];
  /** How many sizes the images have, and the most frequent ones. */
  readonly sizes: ReturnType<ImageSizes['report']>;
}

export interface ImportOutcome {
  readonly report: ImportReport;
  readonly pack: Result<Pack>;
}

export const refused = (reason: string): Result<never> => failure(problem('DATASET_REFUSED', { reason }));

/** An outcome of an import that never got to its images. */
export const neverBegun = (because: Problem): ImportOutcome => ({
  report: {
    classes: [],
    split: 'given',
    problems: [],
    ignored: [],
    skipped: [],
    sizes: { distinct: 0, frequent: [] },
  },
  pack: failure(because),
});

const unknownLicence = { spdx: 'NOASSERTION', text: 'No licence was stated at the import.', url: '' };

/** The part of the manifest that people decide on. Fails with DATASET_REFUSED where no slug can be made. */
export function describe(
  options: ImportOptions,
  source: string,
): Result<Omit<Description, 'image' | 'classNames'>> {
  const slug = options.slug ?? slugOf(options.name);
  if (!isSlug(slug)) {
    const reason =
      options.slug === undefined
        ? `“${options.name}” gives no short name`
        : `“${slug}” cannot be its short name`;
    return failure({
      ...problem('DATASET_REFUSED', { reason }),
      advice: 'Choose one by --slug, made of a–z, 0–9 and single hyphens.',
    });
  }
  return success({
    slug,
    name: options.name,
    description: options.description ?? options.name,
    licence: options.licence ?? unknownLicence,
    homepage: options.homepage ?? '',
    source,
  });
}

/** Collects what an import finds on its way. */
export class Findings {
  readonly problems: Problem[] = [];
  private readonly counts: Record<SplitName, number>[];
  private readonly classNames: readonly string[];

  constructor(classNames: readonly string[]) {
    this.classNames = classNames;
    this.counts = classNames.map(() => ({ train: 0, test: 0 }));
  }

  count(split: SplitName, label: number): void {
    const counts = this.counts[label];
    if (counts !== undefined) counts[split] += 1;
  }

  /** Adds the classes that have no images, and says whether the dataset can be used at all. */
  judge(emptyClasses: readonly string[], strict: boolean): Result<void> {
    const empty = (name: string, split: string) =>
      this.problems.push(problem('DATASET_CLASS_EMPTY', { name, split }));
    for (const name of emptyClasses) empty(name, 'any split');
    for (const { name, train, test } of this.classes()) {
      if (train === 0) empty(name, 'train');
      if (test === 0) empty(name, 'test');
    }
    const classes = this.classes();
    const missing = classes.find(({ train }) => train === 0);
    if (classes.length < 2) return refused('it has fewer than two classes');
    if (missing !== undefined) return refused(`the class “${missing.name}” has no images in train`);
    if (classes.every(({ test }) => test === 0)) return refused('it has no test images');
    if (strict && this.problems.length > 0) {
      const [first] = this.problems;
      return refused(
        `of ${this.problems.length} problems the first is: ${first?.message.replace(/\.$/, '') ?? ''}`,
      );
    }
    return success(undefined);
  }

  classes(): ImportReport['classes'] {
    return this.classNames.map((name, label) => ({ name, ...(this.counts[label] ?? { train: 0, test: 0 }) }));
  }
}
