import { type Result, success } from '@clusterboard/problems';
import { byCodeUnits, type FileTree, hasImageName } from './file-tree.ts';
import { refused } from './import-report.ts';
import { type ListedImage, type Listing, splitOf } from './listing.ts';

const parts = (path: string): string[] => path.split('/');

/** `name` where every path goes through one folder of that name, as archives of a folder have it. */
function commonFolder(paths: readonly (readonly string[])[]): string | undefined {
  const [first] = paths[0] ?? [];
  return paths.every((path) => path.length > 2 && path[0] === first) ? first : undefined;
}

const below = (path: string, folder: string | undefined): string =>
  folder === undefined ? path : path.slice(folder.length + 1);

interface Splits {
  /** The split of an image by its first folder; null where there are no splits; undefined where it has none of ours. */
  readonly of: (folder: string) => ReturnType<typeof splitOf> | undefined;
  readonly given: boolean;
}

/**
 * `train` and `test` are splits where both are there; `val` stands for `test` where that is missing. Beside
 * other folders, and with none in them, they are classes: of vehicles and examinations, say.
 */
function findSplits(folders: readonly (readonly string[])[]): Splits {
  const names = [...new Set(folders.flatMap((steps) => steps[0] ?? []))];
  const named = (split: string, validation: boolean) =>
    names.some((name) => splitOf(name, validation) === split);
  const validationIsTest = !named('test', false);
  const isSplit = (folder: string) => splitOf(folder, validationIsTest) !== null;
  const alone = names.every((name) => splitOf(name, true) !== null);
  const filled = folders.some(([first = '', second]) => isSplit(first) && second !== undefined);
  const given = named('train', false) && named('test', validationIsTest) && (alone || filled);
  return given
    ? { of: (folder) => splitOf(folder, validationIsTest) ?? undefined, given }
    : { of: () => null, given };
}

/**
 * Images in a folder a class, below `train` and `test` or without them; one folder around everything may
 * be there. Fails with DATASET_REFUSED when no image lies in a folder.
 */
export function listClassFolders({ files, folders }: FileTree): Result<Listing> {
  const candidates = files.filter(({ path }) => hasImageName(path));
  const around = commonFolder(candidates.map(({ path }) => parts(path)));
  const inside = candidates.map((file) => ({ file, steps: parts(below(file.path, around)) }));
  const innerFolders = folders
    .filter((path) => around === undefined || path.startsWith(`${around}/`))
    .map((path) => parts(below(path, around)));
  const parents = inside.map(({ steps }) => steps.slice(0, -1));
  const splits = findSplits([...parents, ...innerFolders]);
  const depth = splits.given ? 1 : 0;
  const images: ListedImage[] = [];
  const ignored = files.filter(({ path }) => !hasImageName(path)).map(({ path }) => path);
  for (const { file, steps } of inside) {
    const split = splits.of(steps[0] ?? '');
    const className = steps[depth];
    if (split === undefined || className === undefined || steps.length < depth + 2) ignored.push(file.path);
    else images.push({ path: file.path, className, split, file });
  }
  if (images.length === 0) return refused('no image lies in a folder that could be its class');
  const filled = new Set(images.map(({ className }) => className));
  const named = innerFolders
    .filter((steps) => steps.length === depth + 1 && splits.of(steps[0] ?? '') !== undefined)
    .flatMap((steps) => steps[depth] ?? []);
  return success({
    images,
    classNames: [...filled].sort(byCodeUnits),
    emptyClasses: [...new Set(named)].filter((name) => !filled.has(name)).sort(byCodeUnits),
    ignored: ignored.sort(byCodeUnits),
    skipped: [],
    arrangement: 'Image files in a folder a class',
  });
}
