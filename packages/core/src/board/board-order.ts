import { Prisma } from '@clusterboard/database/client';
import { type BoardMetric, everyResultHas } from './board-metrics.ts';
import { type AsOf, validAsOf } from './board-revision.ts';

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
export interface BoardPosition {
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

/** The rows that an order goes through: scores of its metric, or evaluations. */
const rowsOf = ({ by }: BoardOrder): 'o' | 'v' => (by === 'score' ? 'o' : 'v');

const column = (order: BoardOrder, name: 'benchmarkId' | 'publishedAt' | 'submissionId'): Prisma.Sql =>
  Prisma.raw(`${rowsOf(order)}."${name}"`);

/** FROM of the results in an order: an evaluation `v`, with its score `o` where that orders the board. */
export const inOrder = (order: BoardOrder): Prisma.Sql =>
  order.by === 'score'
    ? Prisma.raw(`"Score" o JOIN "Evaluation" v ON v."id" = o."evaluationId"`)
    : Prisma.raw(`"Evaluation" v`);

/** Whether a result {@link inOrder} stands on board `b` and has the metric of its ranks. */
export function onBoard(order: BoardOrder, asOf: AsOf): Prisma.Sql {
  const stands = Prisma.sql`${column(order, 'benchmarkId')} = b."id" AND ${validAsOf(asOf, rowsOf(order))}`;
  if (order.by === 'score') return Prisma.sql`${stands} AND o."metric" = ${order.metric}`;
  return everyResultHas(order.metric) ? stands : Prisma.sql`${stands} AND ${hasMetric(order.metric)}`;
}

/** Whether an evaluation `v` has a metric. */
export const hasMetric = (metric: BoardMetric): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM "Score" m WHERE m."evaluationId" = v."id" AND m."metric" = ${metric})`;

/** The key of a result {@link inOrder}. */
export const keyOf = ({ by }: BoardOrder): Prisma.Sql =>
  by === 'score' ? Prisma.raw('o."mean"') : columns[by];

const descending = (order: BoardOrder) =>
  Prisma.sql`${keyOf(order)} DESC, ${column(order, 'publishedAt')} ASC, ${column(order, 'submissionId')} ASC`;
const ascending = (order: BoardOrder) =>
  Prisma.sql`${keyOf(order)} ASC, ${column(order, 'publishedAt')} DESC, ${column(order, 'submissionId')} DESC`;

/** ORDER BY of results {@link inOrder}, read from their start or from their end. */
export const orderedBy = (order: BoardOrder, from: 'start' | 'end'): Prisma.Sql =>
  ((order.direction === 'desc') === (from === 'start') ? descending : ascending)(order);

type Sign = '<' | '<=' | '>' | '>=';
const flipped = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** The first comparison is what an index can be searched by; who came first stands above. */
function beyond(order: BoardOrder, position: BoardPosition, sign: Sign): Prisma.Sql {
  const key = keyOf(order);
  const [strict, loose] = sign.startsWith('<') ? ['<', '<='] : ['>', '>='];
  const [keyStrict, keyLoose] = [Prisma.raw(strict ?? ''), Prisma.raw(loose ?? '')];
  return Prisma.sql`(${key} ${keyLoose} ${position.key}::float8 AND (${key} ${keyStrict} ${position.key}::float8
    OR (${column(order, 'publishedAt')}, ${column(order, 'submissionId')}) ${Prisma.raw(flipped[sign])}
      (${position.publishedAt}::timestamptz, ${position.submissionId})))`;
}

/** Whether a result stands after a position. */
export const isAfter = (order: BoardOrder, position: BoardPosition): Prisma.Sql =>
  beyond(order, position, order.direction === 'desc' ? '<' : '>');

/** Whether a result stands before a position. */
export const isBefore = (order: BoardOrder, position: BoardPosition): Prisma.Sql =>
  beyond(order, position, order.direction === 'desc' ? '>' : '<');

/** Whether a result stands at a place or after it. */
export const isAtOrAfter = (order: BoardOrder, position: BoardPosition): Prisma.Sql =>
  beyond(order, position, order.direction === 'desc' ? '<=' : '>=');

/** Whether a result stands at a place or before it. */
export const isAtOrBefore = (order: BoardOrder, position: BoardPosition): Prisma.Sql =>
  beyond(order, position, order.direction === 'desc' ? '>=' : '<=');
