import { z } from 'zod';

/** Largest number of rows or ids that a field takes or returns. */
export const maxPageSize = 100;

/** Rows of a page if the client requests no number. */
export const defaultPageSize = 20;

/** Schema of an argument between `min` and `max`. */
const bounded = (min: number, max: number, message: (value: unknown) => string) => {
  const error = ({ input }: { readonly input?: unknown }) => message(input);
  return z.number().min(min, { error }).max(max, { error });
};

/** Options of the argument `first`: how many of a list that does not change. */
export const firstArgument = (max: number, defaultValue: number) => ({
  required: true as const,
  defaultValue,
  description: `At most ${max}.`,
  validate: bounded(0, max, (value) => `\`first\` must be between 0 and ${max}, not ${value}.`),
});

/** Options of the argument `offset` beside it. */
export const offsetArgument = (items: string) => ({
  required: true as const,
  defaultValue: 0,
  description: `Number of ${items} to skip.`,
  validate: bounded(0, Number.POSITIVE_INFINITY, (value) => `\`offset\` must be 0 or more, not ${value}.`),
});

export const pageSizeOf = (items: string) =>
  bounded(0, maxPageSize, (value) => `A page has 0 to ${maxPageSize} ${items}, not ${value}.`);

/** Part of a list that does not change. */
export const slice = <Item>(
  items: readonly Item[],
  { first, offset = 0 }: { readonly first: number; readonly offset?: number },
): Item[] => items.slice(offset, offset + first);
