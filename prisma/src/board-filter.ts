import { Prisma } from '../generated/client.ts';

/** Bounds of a range, both inside of it. */
export interface Range<T> {
  readonly least: T | null;
  readonly most: T | null;
}

export interface BoardFilter {
  /** Text that name, submitter or description must hold, whatever its case. */
  readonly search: string | null;
  readonly parameters: Range<number> | null;
  readonly dimension: Range<number> | null;
  readonly published: Range<Date> | null;
  /** Only these submissions. */
  readonly entries: readonly string[] | null;
}

export const unfiltered = ({ search, parameters, dimension, published, entries }: BoardFilter): boolean =>
  search === null && parameters === null && dimension === null && published === null && entries === null;

const literal = (search: string): string => `%${search.replace(/[\\%_]/g, '\\$&')}%`;

function within(column: string, cast: string, range: Range<number | Date> | null): Prisma.Sql[] {
  const bound = (sign: '>=' | '<=', value: number | Date | null) =>
    value === null
      ? []
      : [Prisma.sql`${Prisma.raw(`v."${column}" ${sign}`)} ${value}${Prisma.raw(`::${cast}`)}`];
  return range === null ? [] : [...bound('>=', range.least), ...bound('<=', range.most)];
}

/** Whether an evaluation `v` passes; one whose parameters are unknown is in no range of them. */
export function passes({ search, parameters, dimension, published, entries }: BoardFilter): Prisma.Sql {
  const conditions = [
    ...(search === null ? [] : [Prisma.sql`v."searchText" ILIKE ${literal(search)}`]),
    ...within('parameters', 'bigint', parameters),
    ...within('featureDim', 'bigint', dimension),
    ...within('publishedAt', 'timestamptz', published),
    ...(entries === null ? [] : [Prisma.sql`v."submissionId" = ANY(${[...entries]}::text[])`]),
  ];
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, ' AND ');
}
