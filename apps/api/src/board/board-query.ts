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
import { isPostgresText } from '../platform/postgres-text.ts';
import { userError } from '../platform/user-error.ts';

type Given<T> = T | null | undefined;

/** Arguments that choose the entries of a leaderboard, their order and the time. */
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

/** Texts in Postgres have no NUL, so none can match one. */
const searchText = (search: Given<string>): string | null => search?.replaceAll('\0', '\uFFFD') || null;

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
  return ids.map((id) => rawId(id, 'LeaderboardEntry', 'Submission')).filter((id) => isPostgresText(id));
}

function filterOf({ search, filter }: BoardArguments): BoardFilter {
  return {
    search: searchText(search),
    parameters: range(filter?.parameters, 'parameters'),
    dimension: range(filter?.featureDimension, 'featureDimension'),
    published: range(filter?.publishedAt, 'publishedAt'),
    kind: filter?.kind ?? null,
    entries: namedEntries(filter?.entries),
  };
}

function asOfQuery({ asOf }: BoardArguments): AsOf {
  if (asOf?.at) return { at: asOf.at };
  if (typeof asOf?.revision !== 'number') return null;
  return { revision: asOf.revision };
}

/** @throws GraphQLError if a range is empty */
export function boardQuery(args: BoardArguments): BoardQuery {
  const { metric, by, direction } = args.orderBy ?? { metric: 'acc', by: 'score', direction: 'desc' };
  return { metric, by, direction, filter: filterOf(args), asOf: asOfQuery(args) };
}
