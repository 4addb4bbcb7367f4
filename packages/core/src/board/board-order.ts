import { Prisma } from '@clusterboard/database/client';
import { type BoardMetric, meanColumn } from './board-metrics.ts';

/** What orders a board: the metric that it is ranked by, or another column. */
export const boardKeys = ['score', 'parameters', 'dimension', 'speed', 'published'] as const;
export type BoardKey = (typeof boardKeys)[number];

export interface BoardOrder {
  /** Decides the ranks whatever the order. */
  readonly metric: BoardMetric;
  readonly by: BoardKey;
  /** `desc` starts at the highest value; `asc` is exactly the reverse. */
  readonly direction: 'asc' | 'desc';
}

/** A place in the total order of a board: the key, then who came first, then the id. */
export interface BoardPlace {
  readonly key: number;
  readonly publishedAt: Date;
  readonly submissionId: string;
}

/** Each is the expression of an index, in float64. */
const columns: Readonly<Record<Exclude<BoardKey, 'score'>, Prisma.Sql>> = {
  parameters: Prisma.raw('(coalesce(v."parameters", -1)::float8)'),
  dimension: Prisma.raw('(v."featureDim"::float8)'),
  speed: Prisma.raw('v."imagesPerSecond"'),
  published: Prisma.raw('(v."fromRevision"::float8)'),
};

/** The key of an evaluation `v`. */
export const keyOf = ({ by, metric }: BoardOrder): Prisma.Sql =>
  by === 'score' ? Prisma.sql`v.${meanColumn[metric]}` : columns[by];

const descending = (key: Prisma.Sql) => Prisma.sql`${key} DESC, v."publishedAt" ASC, v."submissionId" ASC`;
const ascending = (key: Prisma.Sql) => Prisma.sql`${key} ASC, v."publishedAt" DESC, v."submissionId" DESC`;

/** ORDER BY of a board's evaluations `v`, read from its start or from its end. */
export const orderedBy = (order: BoardOrder, from: 'start' | 'end'): Prisma.Sql =>
  ((order.direction === 'desc') === (from === 'start') ? descending : ascending)(keyOf(order));

type Sign = '<' | '<=' | '>' | '>=';
const turned = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** The first comparison is what an index can be searched by; who came first stands above. */
function beyond(key: Prisma.Sql, place: BoardPlace, sign: Sign): Prisma.Sql {
  const [strict, loose] = sign.startsWith('<') ? ['<', '<='] : ['>', '>='];
  const [keyStrict, keyLoose] = [Prisma.raw(strict ?? ''), Prisma.raw(loose ?? '')];
  return Prisma.sql`(${key} ${keyLoose} ${place.key}::float8 AND (${key} ${keyStrict} ${place.key}::float8
    OR (v."publishedAt", v."submissionId") ${Prisma.raw(turned[sign])}
      (${place.publishedAt}::timestamptz, ${place.submissionId})))`;
}

/** Whether an evaluation `v` stands after a place. */
export const follows = (order: BoardOrder, place: BoardPlace): Prisma.Sql =>
  beyond(keyOf(order), place, order.direction === 'desc' ? '<' : '>');

/** Whether an evaluation `v` stands before a place. */
export const precedes = (order: BoardOrder, place: BoardPlace): Prisma.Sql =>
  beyond(keyOf(order), place, order.direction === 'desc' ? '>' : '<');

/** Whether an evaluation `v` stands at a place or after it. */
export const followsOrIs = (order: BoardOrder, place: BoardPlace): Prisma.Sql =>
  beyond(keyOf(order), place, order.direction === 'desc' ? '<=' : '>=');

/** Whether an evaluation `v` stands at a place or before it. */
export const precedesOrIs = (order: BoardOrder, place: BoardPlace): Prisma.Sql =>
  beyond(keyOf(order), place, order.direction === 'desc' ? '>=' : '<=');
