import { Prisma } from '@clusterboard/database/client';
import type { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { column, queryRows } from '../infra/sql.ts';
import {
  type BoardEntry,
  boardEntry,
  describedColumns,
  entryJoins,
  evaluationColumns,
} from './board-entry.ts';
import type { BoardMetric } from './board-metrics.ts';
import {
  type BoardOrder,
  type BoardPosition,
  inOrder,
  isAfter,
  keyOf,
  onBoard,
  orderedBy,
} from './board-order.ts';
import { boardsAsOf } from './board-revision.ts';

export type ExportedEntry = Omit<BoardEntry, 'rankedBy'>;

const exportedRow = boardEntry.omit({ rank: true, rankedBy: true }).extend({ key: column.float });

const pageRows = 1000;

/**
 * All entries of a board that have a metric as they stood at a revision, best first by it, page by page; ranks are
 * counted on the way, so that the whole costs in proportion to its length.
 */
export async function* exportBoard(
  database: Database,
  benchmarkId: string,
  { metric, revision }: { readonly metric: BoardMetric; readonly revision: number },
): AsyncGenerator<readonly ExportedEntry[]> {
  const order: BoardOrder = { metric, by: 'score', direction: 'desc' };
  const asOf = { revision };
  let after: BoardPosition | null = null;
  let position = 0;
  let rank = 0;
  for (;;) {
    const rows: z.output<typeof exportedRow>[] = await queryRows(
      database,
      exportedRow,
      Prisma.sql`
      WITH boards AS (${boardsAsOf(asOf, Prisma.sql`${benchmarkId}`)})
      SELECT p.*, ${describedColumns}
      FROM boards b CROSS JOIN LATERAL (
        SELECT ${evaluationColumns}, ${keyOf(order)} AS "key" FROM ${inOrder(order)}
        WHERE ${onBoard(order, asOf)}
          AND ${after === null ? Prisma.sql`TRUE` : isAfter(order, after)}
        ORDER BY ${orderedBy(order, 'start')} LIMIT ${pageRows}
      ) p
      ${entryJoins(metric)}
      ORDER BY p."key" DESC, p."publishedAt", p."submissionId"`,
    );
    const last = rows.at(-1);
    if (!last) return;
    let previous: number | undefined = after?.key;
    yield rows.map((row) => {
      position += 1;
      if (row.key !== previous) rank = position;
      previous = row.key;
      return { ...row, rank };
    });
    if (rows.length < pageRows) return;
    after = { key: last.key, publishedAt: last.publishedAt, submissionId: last.submissionId };
  }
}
