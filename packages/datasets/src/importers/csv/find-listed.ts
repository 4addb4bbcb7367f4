import { byCodeUnits, type FileTree, hasImageName, type SourceFile } from '../tree/file-tree.ts';

export interface Found {
  readonly path: string;
  /** Undefined where there is no such file. */
  readonly file: SourceFile | undefined;
  /** Why there is none, where more is known than that. */
  readonly missing?: string;
}

/** As the tree names files: forward slashes, nothing before them, accents composed. */
const plainPath = (path: string): string => path.replaceAll('\\', '/').replace(/^(\.\/+)+/, '');
const composed = (path: string): string => plainPath(path).normalize('NFC');
const withoutEnding = (path: string): string => path.replace(/\.\w+$/, '');
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function groupBy(files: readonly SourceFile[], key: (path: string) => string): Map<string, SourceFile[]> {
  const groups = new Map<string, SourceFile[]>();
  for (const file of files) {
    const group = groups.get(key(file.path));
    if (group === undefined) groups.set(key(file.path), [file]);
    else group.push(file);
  }
  return groups;
}

/**
 * Finds the files that a list names from its folder: as written; with backslashes, or with accents composed
 * otherwise; without their ending; and where no name has a folder and none lies beside the list, by the name
 * alone in any folder.
 */
export function createFinder(
  { files, skipped }: FileTree,
  folder: string,
  listed: readonly string[],
): (path: string) => Found {
  const exact = new Map(files.map((file) => [file.path, file]));
  const images = files.filter(({ path }) => hasImageName(path));
  const byComposed = groupBy(files, composed);
  const byStem = groupBy(images, (path) => withoutEnding(composed(path)));
  const inFolder = (path: string) => {
    const full = composed(`${folder}${plainPath(path)}`);
    return byComposed.get(full) ?? byStem.get(full) ?? [];
  };
  const bare = !listed.some((path) => plainPath(path).includes('/') || inFolder(path).length > 0);
  const below = bare ? images.filter(({ path }) => path.startsWith(folder)) : [];
  const byName = groupBy(below, (path) => baseName(composed(path)));
  const byNameStem = groupBy(below, (path) => withoutEnding(baseName(composed(path))));
  const elsewhere = (path: string) => byName.get(composed(path)) ?? byNameStem.get(composed(path)) ?? [];

  return (path) => {
    const full = `${folder}${path.replace(/^\.\//, '')}`;
    const asWritten = exact.get(full);
    if (asWritten !== undefined) return { path: full, file: asWritten };
    const near = inFolder(path);
    const candidates = near.length > 0 ? near : elsewhere(path);
    const [only] = candidates;
    if (candidates.length === 1 && only !== undefined) return { path: only.path, file: only };
    if (candidates.length > 1) {
      const names = candidates.map((file) => file.path).sort(byCodeUnits);
      return { path: full, file: undefined, missing: `it could be ${names.slice(0, 3).join(' or ')}` };
    }
    const hidden = skipped.find(
      (skip) => full === skip.path || full.startsWith(skip.path.replace(/([^/])$/, '$1/')),
    );
    return { path: full, file: undefined, ...(hidden === undefined ? {} : { missing: hidden.reason }) };
  };
}
