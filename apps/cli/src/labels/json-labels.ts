import type { LabelList } from './label-list.ts';
import { LabelRefusal } from './label-refusal.ts';
import { numbersIfAll } from './numbers-if-all.ts';

/**
 * A list of whole numbers or one of names.
 *
 * @throws LabelRefusal
 */
export function fromJson(text: string): LabelList {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new LabelRefusal('it is not JSON');
  }
  if (Array.isArray(json)) {
    if (json.every((item) => typeof item === 'string')) return numbersIfAll(json);
    if (json.every((item) => Number.isSafeInteger(item))) return Float64Array.from(json);
  }
  throw new LabelRefusal('a list of whole numbers, or one of names, is needed');
}
