import { byCodeUnits, type SourceFile } from '../tree/file-tree.ts';

/** An image by the folders that lead to it from the folder looked at, its own name last. */
export interface Placed {
  readonly file: SourceFile;
  readonly steps: readonly string[];
}

/** What a folder holds: images at any depth, and the folders below it, empty ones too. */
export interface Level {
  readonly images: readonly Placed[];
  readonly folders: readonly (readonly string[])[];
}

interface Growing {
  readonly images: Placed[];
  readonly folders: (readonly string[])[];
}

/** What lies in each folder of a level, in the order of their names; of all in one pass. */
export function childrenOf({ images, folders }: Level): ReadonlyMap<string, Level> {
  const children = new Map<string, Growing>();
  const childOf = (name: string): Growing => {
    const known = children.get(name);
    if (known !== undefined) return known;
    const child: Growing = { images: [], folders: [] };
    children.set(name, child);
    return child;
  };
  for (const { file, steps } of images) {
    const [name, ...below] = steps;
    if (name !== undefined && below.length > 0) childOf(name).images.push({ file, steps: below });
  }
  for (const [name, ...below] of folders) {
    if (name === undefined) continue;
    const child = childOf(name);
    if (below.length > 0) child.folders.push(below);
  }
  return new Map([...children].sort(([one], [other]) => byCodeUnits(one, other)));
}

const nothing: Level = { images: [], folders: [] };

export const enter = (level: Level, name: string): Level => childrenOf(level).get(name) ?? nothing;

/** The folders that hold images, by their names. */
export const filledIn = (level: Level): (readonly [string, Level])[] =>
  [...childrenOf(level)].filter(([, { images }]) => images.length > 0);

export const namesOf = (level: Level): string[] => filledIn(level).map(([name]) => name);

/** Whether folders with images lie in the level. */
export const hasClasses = ({ images }: Level): boolean => images.some(({ steps }) => steps.length > 1);

/** The one folder that every image lies in, not directly. */
function wrapperOf({ images }: Level): string | undefined {
  const [first] = images[0]?.steps ?? [];
  return images.every(({ steps }) => steps.length > 2 && steps[0] === first) ? first : undefined;
}

/** Inside all folders that have no sibling with images, as archives of folders have them. */
export function unwrap(level: Level, mayEnter: (name: string) => boolean = () => true): Level {
  const wrapper = wrapperOf(level);
  return wrapper === undefined || !mayEnter(wrapper) ? level : unwrap(enter(level, wrapper), mayEnter);
}
