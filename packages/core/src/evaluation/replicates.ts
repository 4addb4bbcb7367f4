import { endianness } from 'node:os';
import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import { type BoardMetric, boardMetrics } from '../board/board-metrics.ts';
import type { Database } from '../infra/database.ts';
import { column, queryRows } from '../infra/sql.ts';

/** Replicates as they are stored: float32, little-endian, 4 bytes each. */
function storedReplicates(values: Float32Array): {
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

/** Bootstrap replicates of metrics, paired with those of any other entry on the same test images. */
export type NewReplicates = Readonly<Partial<Record<string, Float32Array>>>;

/** Stores the replicates of an evaluation by `metrics`, those that it has scores of; a bootstrap makes others too. */
export async function insertReplicates(
  transaction: Prisma.TransactionClient,
  evaluationId: string,
  replicates: NewReplicates,
  metrics: readonly string[],
): Promise<void> {
  const rows = metrics.flatMap((metric) => {
    const replicate = replicates[metric];
    if (!replicate) return [];
    const { values, least, most } = storedReplicates(replicate);
    return [Prisma.sql`(${evaluationId}, ${metric}, ${values}, ${least}, ${most})`];
  });
  if (rows.length === 0) return;
  await transaction.$executeRaw`
    INSERT INTO "Replicates" ("evaluationId", "metric", "values", "least", "most") VALUES ${Prisma.join(rows)}`;
}

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
