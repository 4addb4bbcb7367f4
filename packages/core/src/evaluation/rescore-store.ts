import { Prisma } from '@clusterboard/database/client';
import type { Problem } from '@clusterboard/problems';
import { boardMetrics } from '../board/board-metrics.ts';
import type { Database } from '../infra/database.ts';

export interface ProtocolRow {
  readonly id: string;
  readonly summary: string;
  readonly definition: Prisma.InputJsonValue;
}

/** Whether a result `e` was evaluated before some metric existed. */
const lacksMetric = Prisma.sql`(
  SELECT count(*) FROM "Score" r WHERE r."evaluationId" = e."id" AND r."metric" IN (${Prisma.join([...boardMetrics])})
) < ${boardMetrics.length}`;

/**
 * Assigns a protocol to a benchmark and requests rescoring of every ranked submission whose result is of another
 * protocol or lacks a metric. A published result stays on the board until its successor is published.
 *
 * @returns how many submissions are to be rescored
 */
export async function requestRescoring(
  database: Database,
  benchmarkId: string,
  protocol: ProtocolRow,
): Promise<number> {
  return database.$transaction(async (transaction) => {
    await transaction.protocol.upsert({ where: { id: protocol.id }, create: protocol, update: {} });
    await transaction.benchmark.update({
      where: { id: benchmarkId },
      data: { protocolId: protocol.id },
    });
    return transaction.$executeRaw`
      WITH asked AS (
        UPDATE "Submission" s SET "rescoreProtocolId" = ${protocol.id}, "rescoreRequestedAt" = now()
        WHERE s."benchmarkId" = ${benchmarkId} AND s."state" = 'RANKED'
          AND EXISTS (SELECT 1 FROM "Evaluation" e WHERE e."submissionId" = s."id"
                        AND e."supersededAt" IS NULL AND (e."protocolId" <> ${protocol.id} OR ${lacksMetric}))
        RETURNING s."id"
      )
      INSERT INTO "OutboxMessage" ("task", "payload")
      SELECT 'rescore', jsonb_build_object('submissionId', "id", 'background', true) FROM asked`;
  });
}

/** After a result was published: nothing is left to be scored, unless the benchmark's protocol has changed meanwhile. */
export async function settleRescoring(
  transaction: Prisma.TransactionClient,
  submissionId: string,
  protocolId: string,
): Promise<void> {
  await transaction.$executeRaw`
    UPDATE "Submission" s SET
      "rescoreProtocolId" = CASE WHEN b."protocolId" = ${protocolId} THEN NULL ELSE b."protocolId" END,
      "rescoreRequestedAt" = CASE WHEN b."protocolId" = ${protocolId} THEN NULL ELSE now() END
    FROM "Benchmark" b WHERE b."id" = s."benchmarkId" AND s."id" = ${submissionId}`;
}

/** Gives up rescoring a submission: its published scores stay, and its time line tells why. */
export async function endRescoring(
  transaction: Prisma.TransactionClient,
  submissionId: string,
  { message }: Problem,
): Promise<void> {
  const { rescoreProtocolId } = await transaction.submission.findUniqueOrThrow({
    where: { id: submissionId },
    select: { rescoreProtocolId: true },
  });
  await transaction.submission.update({
    where: { id: submissionId },
    data: { rescoreProtocolId: null, rescoreRequestedAt: null },
  });
  const note = `not scored under ${rescoreProtocolId}: ${message}`;
  await transaction.submissionEvent.create({ data: { submissionId, state: 'RANKED', note } });
}

/** What a ranked submission is to be scored under and from; null when nothing is requested any more. */
export async function loadRescoring(database: Database, submissionId: string) {
  const { rescoreProtocol, evaluations } = await database.submission.findUniqueOrThrow({
    where: { id: submissionId },
    select: {
      rescoreProtocol: { select: { id: true, definition: true } },
      evaluations: {
        where: { supersededAt: null },
        select: { trainFeaturesSha256: true, testFeaturesSha256: true, receipt: true },
      },
    },
  });
  const [current] = evaluations;
  return rescoreProtocol && current ? { protocol: rescoreProtocol, current } : null;
}

export type Rescoring = NonNullable<Awaited<ReturnType<typeof loadRescoring>>>;
