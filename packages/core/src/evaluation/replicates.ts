import { endianness } from 'node:os';
import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import { type BoardMetric, boardMetrics } from '../board/board-metrics.ts';
import type { Database } from '../infra/database.ts';
import { column, queryRows } from '../infra/sql.ts';

/** Replicates as they are stored: float32, little-endian, 4 bytes each. */
export function storedReplicates(values: Float32Array): {
  values: Uint8Array<ArrayBuffer>;
  least: number;
  most: number;
} {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (endianness() !== 'LE') throw new Error('replicates are stored on little-endian machines only');
  return { values: new Uint8Array(new Float32Array(values).buffer), least, most };
}

/** The reverse of {@link storedReplicates}. */
export const readReplicates = (bytes: Uint8Array): Float32Array =>
  new Float32Array(new Uint8Array(bytes).buffer);

export interface EvaluationReplicates {
  readonly evaluationId: string;
  readonly metric: BoardMetric;
  readonly values: Float32Array;
}

const replicatesRow = z.object({
  evaluationId: z.string(),
  metric: z.enum(boardMetrics),
  values: column.bytes,
});

/** All replicates of these evaluations; those older than replicates have none. */
export async function replicatesOf(
  database: Database,
  evaluationIds: readonly string[],
): Promise<readonly EvaluationReplicates[]> {
  if (evaluationIds.length === 0) return [];
  const rows = await queryRows(
    database,
    replicatesRow,
    Prisma.sql`
      SELECT "evaluationId", "metric", "values" FROM "Replicates"
      WHERE "evaluationId" IN (${Prisma.join([...evaluationIds])})`,
  );
  return rows.map((row) => ({ ...row, values: readReplicates(row.values) }));
}
