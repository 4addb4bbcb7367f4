import { failure, problem, type Result, success } from '@clusterboard/problems';
import type { SplitName } from '../../pack/manifest.ts';
import { refused } from '../import-report.ts';
import { splitOf } from '../listing.ts';
import { childrenOf, filledIn, hasClasses, type Level, namesOf, unwrap } from './level.ts';
import { type SplitLike, suggestedSplit } from './split-names.ts';

/** A split, or everything where there is none; its first folders are the classes. */
export interface Part {
  readonly split: SplitName | null;
  readonly level: Level;
}

export const quoted = (names: readonly string[]): string =>
  names
    .slice(0, 4)
    .map((name) => `“${name}”`)
    .join(', ') + (names.length > 4 ? ' …' : '');

export const unclear = (reason: string): Result<never> =>
  failure(problem('DATASET_LAYOUT_UNCLEAR', { reason }));

/**
 * `train` and `test` are splits where both are there; `val` stands for `test` where that is missing. Beside
 * other folders, and with none in them, they are classes: of vehicles and examinations, say.
 */
function exactSplits({ images, folders }: Level): ((folder: string) => SplitName | null) | null {
  const all = [...images.map(({ steps }) => steps.slice(0, -1)), ...folders];
  const names = [...new Set(all.flatMap((steps) => steps[0] ?? []))];
  const named = (split: string, validation: boolean) =>
    names.some((name) => splitOf(name, validation) === split);
  const validationIsTest = !named('test', false);
  const isSplit = (folder: string) => splitOf(folder, validationIsTest) !== null;
  const alone = names.every((name) => splitOf(name, true) !== null);
  const filled = all.some(([first = '', second]) => isSplit(first) && second !== undefined);
  const given = named('train', false) && named('test', validationIsTest) && (alone || filled);
  return given ? (folder) => splitOf(folder, validationIsTest) : null;
}

/** The folders that are splits. */
const divide = (level: Level, splitOfFolder: (folder: string) => SplitName | null): Part[] =>
  [...childrenOf(level)].flatMap(([folder, child]) => {
    const split = splitOfFolder(folder);
    return split === null ? [] : [{ split, level: child }];
  });

/** Train and test by names that suggest them; null where the folders are no splits. */
function suggestedSplits(level: Level): Result<Part[] | null> {
  const children = new Map(filledIn(level));
  const names = [...children.keys()];
  const of = (split: SplitLike | null) => names.filter((name) => suggestedSplit(name) === split);
  const train = of('train');
  const test = of('test').length > 0 ? of('test') : of('validation');
  const deep = (name: string) => hasClasses(children.get(name) ?? level);
  const [splits, others] = [[...train, ...test], of(null)];
  if (!splits.some(deep)) {
    return train.length > 0 && test.length > 0 && others.length === 0
      ? unclear(`${quoted(names)} look like splits, but no folder in them could be a class`)
      : success(null);
  }
  if (train.length === 1 && test.length === 1) {
    return success(
      divide(level, (folder) => (folder === train[0] ? 'train' : folder === test[0] ? 'test' : null)),
    );
  }
  if (others.some(deep)) return success(null);
  return unclear(`${quoted(splits)} look like splits, but are not one for train and one for test`);
}

/** Splits inside of every class: `cat/train`, `cat/test`, `dog/train` … */
function splitsInClasses(level: Level): Part[] | null {
  const found = filledIn(level).map(([name, child]) => ({ name, level: child, splits: exactSplits(child) }));
  if (found.length < 2 || found.some(({ splits }) => splits === null)) return null;
  const parts = found.flatMap(({ name, level: inside, splits }) =>
    divide(inside, splits ?? (() => null)).map(({ split, level: { images } }) => ({
      split,
      level: { images: images.map(({ file, steps }) => ({ file, steps: [name, ...steps] })), folders: [] },
    })),
  );
  // What has classes inside of its splits is a dataset, and no class.
  return parts.some(({ level: { images } }) => images.some(({ steps }) => steps.length > 2)) ? null : parts;
}

/** Images of a split without classes cannot be used, and an import without them would not say so. */
function checkFilled(parts: readonly Part[]): Result<readonly Part[]> {
  const classed = new Set(parts.flatMap(({ split, level }) => (hasClasses(level) ? [split] : [])));
  const flat = parts.find(({ split, level }) => level.images.length > 0 && !classed.has(split));
  if (flat === undefined || classed.size === 0) return success(parts);
  const folder = flat.level.images[0]?.file.path.replace(/\/[^/]*$/, '') ?? '';
  return refused(
    `the images in ${folder} lie in no class folders, so their classes are unknown; import the other split alone`,
  );
}

/** Each split inside of a folder of its own once more: `seg_train/seg_train/cat`. */
function unwrapParts(parts: readonly Part[]): Part[] {
  const train = parts.map(({ split, level }) => ({
    split,
    level: split === 'train' ? unwrap(level) : level,
  }));
  const classes = new Set(train.flatMap(({ split, level }) => (split === 'train' ? namesOf(level) : [])));
  return train.map(({ split, level }) => ({
    split,
    level: split === 'test' ? unwrap(level, (name) => !classes.has(name)) : level,
  }));
}

function splitsHere(level: Level): Result<readonly Part[] | null> {
  const exact = exactSplits(level);
  if (exact !== null) return checkFilled(unwrapParts(divide(level, exact)));
  const suggested = suggestedSplits(level);
  if (!suggested.ok || suggested.value === null) return suggested;
  return checkFilled(unwrapParts(suggested.value));
}

function hasSplitsOfClasses(level: Level): boolean {
  const found = splitsHere(level);
  return found.ok && (found.value ?? []).some((part) => hasClasses(part.level));
}

/**
 * The splits of a source, or all of it as one part; folders of images beside the one that holds the splits
 * are no part of them. Fails with DATASET_LAYOUT_UNCLEAR or DATASET_REFUSED.
 */
export function findSplits(level: Level): Result<readonly Part[]> {
  const here = splitsHere(level);
  if (!here.ok) return here;
  if (here.value !== null) return success(here.value);
  const inside = splitsInClasses(level);
  if (inside !== null) return success(inside);
  const children = filledIn(level).map(([name, child]) => ({ name, level: unwrap(child) }));
  const roots = children.filter((child) => hasSplitsOfClasses(child.level));
  const [root] = roots;
  if (root === undefined) return success([{ split: null, level }]);
  if (roots.length > 1)
    return unclear(`each of ${quoted(roots.map(({ name }) => name))} has splits of its own`);
  const other = children.find((child) => child !== root && hasClasses(child.level));
  if (other === undefined) return findSplits(root.level);
  return unclear(`“${root.name}” has splits, and “${other.name}” beside it has folders of images`);
}
