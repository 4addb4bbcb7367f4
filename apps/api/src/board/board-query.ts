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
  readonly least?: Given<T>;
  readonly most?: Given<T>;
}

function searched(search: Given<string>): string | null {
  const text = search?.trim() ?? '';
  if (text.length > longestSearch) throw userError(`A search has at most ${longestSearch} characters.`);
  // Postgres has no NUL in its texts, so nothing can match one.
  return text === '' ? null : text.replaceAll('\0', '\uFFFD');
}

function range<T extends number | Date>(given: Given<GivenRange<T>>, name: string): Range<T> | null {
  const least = given?.least ?? null;
  const most = given?.most ?? null;
  if (least === null && most === null) return null;
  if (least !== null && most !== null && least > most) {
    throw userError(`In the range \`${name}\`, \`least\` is above \`most\`.`);
  }
  return { least, most };
}

function namedEntries(ids: Given<readonly string[]>): readonly string[] | null {
  if (!ids) return null;
  if (ids.length > largestPage) {
    throw userError(`A filter names at most ${largestPage} entries, not ${ids.length}.`);
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
  if (asOf.revision < 0) throw userError('Revisions of a board begin at 0.');
  return { revision: asOf.revision };
}

/** @throws GraphQLError when an argument exceeds a bound */
export function boardQuery(args: BoardArguments): BoardQuery {
  const { metric, by, direction } = args.orderBy ?? { metric: 'acc', by: 'score', direction: 'desc' };
  return { metric, by, direction, filter: filterOf(args), asOf: momentOf(args) };
}
