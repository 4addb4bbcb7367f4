import type { SplitName } from '../../pack/manifest.ts';

/** A split, or one that stands for test where there is no other. */
export type SplitLike = SplitName | 'validation';

const words: readonly (readonly [SplitLike, RegExp])[] = [
  ['train', /^train(ing)?(sets?|data|imgs?|images?)?\d*$/],
  ['test', /^test(ing)?(sets?|data|imgs?|images?)?\d*$/],
  ['validation', /^val(id|idation)?(sets?|data|imgs?|images?)?\d*$/],
];

/**
 * Which split a folder's name suggests: `seg_train`, `training_set`, `test1`, `val2017`. Null for other names,
 * and for those of several splits. A suggestion only, for trains are a class too.
 */
export function suggestedSplit(name: string): SplitLike | null {
  const parts = name.toLowerCase().split(/[\s_.-]+/);
  const found = words.filter(([, pattern]) => parts.some((part) => pattern.test(part)));
  const [only] = found;
  return found.length === 1 && only !== undefined ? only[0] : null;
}
