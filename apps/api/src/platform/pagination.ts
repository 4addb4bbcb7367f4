import { userError } from './user-error.ts';

interface Part {
  readonly first: number;
  readonly offset?: number;
}

/** @throws GraphQLError when more than `most` are asked for, or less than none */
export function checkFirst(first: number, most: number): void {
  if (first < 0 || first > most) throw userError(`\`first\` must be between 0 and ${most}, not ${first}.`);
}

/**
 * A bounded part of a list that does not change.
 *
 * @throws GraphQLError when more than `most` are asked for, or less than none
 */
export function partOf<Item>(items: readonly Item[], { first, offset = 0 }: Part, most: number): Item[] {
  checkFirst(first, most);
  if (offset < 0) throw userError(`\`offset\` must be 0 or more, not ${offset}.`);
  return items.slice(offset, offset + first);
}
