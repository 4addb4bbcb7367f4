import { type Result, success } from '@clusterboard/problems';
import { refused } from '../import-report.ts';
import type { ListedImage, Listing } from '../listing.ts';
import { byCodeUnits, byPath, type FileTree, hasImageName } from '../tree/file-tree.ts';
import { findSplits, type Part, quoted, unclear } from './find-splits.ts';
import { filledIn, type Level, namesOf, unwrap } from './level.ts';
import { partMasks } from './masks.ts';

const parts = (path: string): string[] => path.split('/');

/** DATASET_LAYOUT_UNCLEAR where all classes of a split have the same folders: one of both levels is no class. */
function checkLevel({ level }: Part): Result<void> {
  const classes = filledIn(level);
  const folders = classes.map(([, inside]) => namesOf(inside));
  const [first = []] = folders;
  const same = folders.every((names) => names.join('/') === first.join('/'));
  const direct = classes.some(([, { images }]) => images.some(({ steps }) => steps.length === 1));
  if (!same || direct || classes.length < 2 || first.length < 2) return success(undefined);
  const names = classes.map(([name]) => name);
  return unclear(
    `each of ${quoted(names)} has the folders ${quoted(first)}, and either could be the classes`,
  );
}

/** The splits; what is unclear is one part where `classLevel` answers. */
function partsOf(level: Level, classLevel: number | undefined): Result<readonly Part[]> {
  const found = findSplits(level);
  if (classLevel !== undefined) {
    const isUnclear = !found.ok && found.problem.code === 'DATASET_LAYOUT_UNCLEAR';
    return isUnclear ? success([{ split: null, level }]) : found;
  }
  if (!found.ok) return found;
  for (const part of found.value) {
    const checked = checkLevel(part);
    if (!checked.ok) return checked;
  }
  return found;
}

/** Names that differ in how their accents are composed are one class; a name spelled in one way keeps it. */
function spellingOf(names: readonly string[]): (name: string) => string {
  const spellings = new Map<string, Set<string>>();
  for (const name of names) {
    const composed = name.normalize('NFC');
    const known = spellings.get(composed);
    if (known === undefined) spellings.set(composed, new Set([name]));
    else known.add(name);
  }
  return (name) => {
    const composed = name.normalize('NFC');
    return (spellings.get(composed)?.size ?? 0) > 1 ? composed : name;
  };
}

/** Images whose class is the folder at `classLevel`, counted from 1. */
function listImages(found: readonly Part[], classLevel: number): ListedImage[] {
  return found.flatMap(({ split, level }) =>
    level.images.flatMap(({ file, steps }) => {
      const className = steps[classLevel - 1];
      if (className === undefined || steps.length <= classLevel) return [];
      return [{ path: file.path, className, split, file }];
    }),
  );
}

/**
 * Images in a folder a class, below `train` and `test` or without them; folders around everything may be
 * there. `classLevel` says which folders are the classes, counted from 1 below the splits.
 *
 * Fails with DATASET_REFUSED when no image lies in a folder, and with DATASET_LAYOUT_UNCLEAR where the names
 * of the folders can be read in several ways.
 */
export function listClassFolders(tree: FileTree, classLevel?: number): Result<Listing> {
  const candidates = tree.files.filter(({ path }) => hasImageName(path));
  const { images: unmasked, masks } = partMasks(candidates);
  const level = unwrap({
    images: unmasked.map((file) => ({ file, steps: parts(file.path) })),
    folders: tree.folders.map(parts),
  });
  const found = partsOf(level, classLevel);
  if (!found.ok) return found;
  const depth = classLevel ?? 1;
  const listed = listImages(found.value, depth);
  if (listed.length === 0) return refused('no image lies in a folder that could be its class');
  const named = found.value
    .flatMap((part) => part.level.folders)
    .flatMap((steps) => (steps.length === depth ? (steps[depth - 1] ?? []) : []));
  const spell = spellingOf([...listed.map(({ className }) => className), ...named]);
  const images = listed.map((image) => ({ ...image, className: spell(image.className) })).sort(byPath);
  const filled = new Set(images.map(({ className }) => className));
  const used = new Set([...images.map(({ path }) => path), ...masks.map(({ path }) => path)]);
  return success({
    images,
    classNames: [...filled].sort(byCodeUnits),
    emptyClasses: [...new Set(named.map(spell))].filter((name) => !filled.has(name)).sort(byCodeUnits),
    ignored: tree.files.map(({ path }) => path).filter((path) => !used.has(path)),
    skipped: [...tree.skipped, ...masks].sort(byPath),
    arrangement: 'Image files in a folder a class',
  });
}
