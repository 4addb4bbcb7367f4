import { Prisma } from '@clusterboard/database/client';
import type { EntryKind } from '@clusterboard/database/enums';

/** Bounds of a range, both inside of it. */
export interface Range<T> {
  readonly min: T | null;
  readonly max: T | null;
}

export interface BoardFilter {
  /** Text that name, submitter or description must hold, whatever its case. */
  readonly search: string | null;
  readonly parameters: Range<number> | null;
  readonly dimension: Range<number> | null;
  readonly published: Range<Date> | null;
  readonly kind: EntryKind | null;
  /** Only these submissions. */
  readonly entries: readonly string[] | null;
}

export const unfiltered = ({
  search,
  parameters,
  dimension,
  published,
  kind,
  entries,
}: BoardFilter): boolean =>
  [search, parameters, dimension, published, kind, entries].every((condition) => condition === null);

/**
 * What a filter by kind alone leaves out, where that is sooner counted than what it lets pass: baselines are
 * few on a board of any size.
 */
export const excludedBy = (filter: BoardFilter): BoardFilter | null =>
  filter.kind === 'SUBMITTED' && unfiltered({ ...filter, kind: null })
    ? { ...filter, kind: 'BASELINE' }
    : null;

const literal = (search: string): string => `%${search.replace(/[\\%_]/g, '\\$&')}%`;

function within(column: string, cast: string, range: Range<number | Date> | null): Prisma.Sql[] {
  const bound = (sign: '>=' | '<=', value: number | Date | null) =>
    value === null
      ? []
      : [Prisma.sql`${Prisma.raw(`v."${column}" ${sign}`)} ${value}${Prisma.raw(`::${cast}`)}`];
  return range === null ? [] : [...bound('>=', range.min), ...bound('<=', range.max)];
}

/** Written out, so that the index of baselines is found whatever the parameters of a statement are. */
const ofKind: Readonly<Record<EntryKind, Prisma.Sql>> = {
  SUBMITTED: Prisma.raw(`v."kind" = 'SUBMITTED'`),
  BASELINE: Prisma.raw(`v."kind" = 'BASELINE'`),
};

/** Whether an evaluation `v` passes; one whose parameters are unknown is in no range of them. */
export function passes({ search, parameters, dimension, published, kind, entries }: BoardFilter): Prisma.Sql {
  const conditions = [
    ...(search === null ? [] : [Prisma.sql`v."searchText" ILIKE ${literal(search)}`]),
    ...within('parameters', 'bigint', parameters),
    ...within('featureDim', 'bigint', dimension),
    ...within('publishedAt', 'timestamptz', published),
    ...(kind === null ? [] : [ofKind[kind]]),
    ...(entries === null ? [] : [Prisma.sql`v."submissionId" = ANY(${[...entries]}::text[])`]),
  ];
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, ' AND ');
}
