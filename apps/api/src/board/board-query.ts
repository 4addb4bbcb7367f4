import type {
  AsOf,
  BoardFilter,
  BoardKey,
  BoardMetric,
  BoardQuery,
  EntryKind,
  Range,
} from '@clusterboard/core';
import { rawId } from '../platform/global-id.ts';
import { largestPage } from '../platform/page-size.ts';
import { userError } from '../platform/user-error.ts';

const longestSearch = 100;

type Given<T> = T | null | undefined;

/** Which entries of a board are asked for, in which order, and of when. */
export interface BoardArguments {
  readonly orderBy?: Given<{
    readonly metric: BoardMetric;
    readonly by: BoardKey;
    readonly direction: 'asc' | 'desc';
  }>;
  readonly search?: Given<string>;
  readonly filter?: Given<{
    readonly parameters?: Given<GivenRange<number>>;
    readonly featureDimension?: Given<GivenRange<number>>;
    readonly publishedAt?: Given<GivenRange<Date>>;
    readonly kind?: Given<EntryKind>;
    readonly entries?: Given<readonly string[]>;
  }>;
  readonly asOf?: Given<{ readonly at?: Given<Date>; readonly revision?: Given<number> }>;
}

interface GivenRange<T> {
  readonly min?: Given<T>;
  readonly max?: Given<T>;
  /** The earlier name of `min`. */
  readonly least?: Given<T>;
  /** The earlier name of `max`. */
  readonly most?: Given<T>;
}

function searched(search: Given<string>): string | null {
  const text = search?.trim() ?? '';
  if (text.length > longestSearch)
    throw userError(`The search text is longer than ${longestSearch} characters.`);
  // Postgres has no NUL in its texts, so nothing can match one.
  return text === '' ? null : text.replaceAll('\0', '\uFFFD');
}

function range<T extends number | Date>(given: Given<GivenRange<T>>, name: string): Range<T> | null {
  const min = given?.min ?? given?.least ?? null;
  const max = given?.max ?? given?.most ?? null;
  if (min === null && max === null) return null;
  if (min !== null && max !== null && min > max) {
    throw userError(`In the range \`${name}\`, \`min\` is greater than \`max\`.`);
  }
  return { min, max };
}

function namedEntries(ids: Given<readonly string[]>): readonly string[] | null {
  if (!ids) return null;
  if (ids.length > largestPage) {
    throw userError(`\`entries\` has ${ids.length} ids; the maximum is ${largestPage}.`);
  }
  // Postgres has no NUL in its texts, so nothing can be called so.
  return ids.map((id) => rawId(id, 'LeaderboardEntry', 'Submission')).filter((id) => !id.includes('\0'));
}

function filterOf({ search, filter }: BoardArguments): BoardFilter {
  return {
    search: searched(search),
    parameters: range(filter?.parameters, 'parameters'),
    dimension: range(filter?.featureDimension, 'featureDimension'),
    published: range(filter?.publishedAt, 'publishedAt'),
    kind: filter?.kind ?? null,
    entries: namedEntries(filter?.entries),
  };
}

function momentOf({ asOf }: BoardArguments): AsOf {
  if (asOf?.at) return { at: asOf.at };
  if (typeof asOf?.revision !== 'number') return null;
  if (asOf.revision < 0) throw userError('`revision` must be 0 or more.');
  return { revision: asOf.revision };
}

/** @throws GraphQLError when an argument exceeds a bound */
export function boardQuery(args: BoardArguments): BoardQuery {
  const { metric, by, direction } = args.orderBy ?? { metric: 'acc', by: 'score', direction: 'desc' };
  return { metric, by, direction, filter: filterOf(args), asOf: momentOf(args) };
}
