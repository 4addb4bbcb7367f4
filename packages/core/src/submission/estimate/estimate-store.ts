import { Prisma } from '@clusterboard/database/client';
import { SubmissionState } from '@clusterboard/database/enums';
import { z } from 'zod';
import type { Database } from '../../infra/database.ts';
import { queryRows } from '../../infra/sql.ts';
import { pauseOf } from '../../pauses/current-pauses.ts';
import type { LiveWorker } from '../../pauses/worker-status-store.ts';
import { inTurnWith } from '../queue-store.ts';
import { pendingStates } from '../states.ts';
import { type BenchmarkDurations, type PendingSubmission, remainingTimes } from './remaining-times.ts';

const pendingRow = z.object({
  submissionId: z.string(),
  benchmarkId: z.string(),
  datasetSlug: z.string(),
  isExample: z.boolean(),
  state: z.enum(SubmissionState),
  heldSeconds: z.number().nullable(),
  clusteringSeconds: z.number().nullable(),
  extracted: z.number(),
  secondsPerImage: z.number().nullable(),
  featureDim: z.int().nullable(),
});

const stageOf = (state: SubmissionState): PendingSubmission['stage'] => {
  if (state === 'CLUSTERING') return 'clustering';
  return state === 'QUEUED' || state === 'INSPECTING' ? 'inspection' : 'evaluation';
};

const readPending = (database: Database) =>
  queryRows(
    database,
    pendingRow,
    Prisma.sql`
      SELECT s."id" AS "submissionId", s."benchmarkId", d."slug" AS "datasetSlug",
        s."exampleKey" IS NOT NULL AS "isExample", s."state",
        extract(epoch FROM now() - held."claimedAt")::float8 AS "heldSeconds",
        extract(epoch FROM now() - (
          SELECT max(v."at") FROM "SubmissionEvent" v
          WHERE v."submissionId" = s."id" AND v."state" = 'CLUSTERING' AND s."state" = 'CLUSTERING'
        ))::float8 AS "clusteringSeconds",
        (CASE WHEN s."imagesTotal" > 0 THEN s."imagesDone"::float8 / s."imagesTotal" ELSE 0 END) AS "extracted",
        s."secondsPerImage", s."featureDim"
      FROM "Submission" s JOIN "Benchmark" b ON b."id" = s."benchmarkId" JOIN "Dataset" d ON d."id" = b."datasetId"
      LEFT JOIN LATERAL (
        SELECT a."claimedAt" FROM "Attempt" a
        WHERE a."submissionId" = s."id" AND a."finishedAt" IS NULL AND a."leaseExpiresAt" > now() LIMIT 1
      ) held ON true
      WHERE s."state" IN (${pendingStates})
      ORDER BY ${inTurnWith(Prisma.sql`held."claimedAt" IS NOT NULL`)}`,
  );

/** As many of a benchmark tell enough. */
const maxDurations = 50;

const durationRow = z.object({
  benchmarkId: z.string(),
  images: z.int(),
  secondsPerImage: z.number().nullable(),
  featureDim: z.int(),
  inspection: z.number().nullable(),
  extraction: z.number(),
  clustering: z.number(),
});

/** Of the last results that were evaluated, not only scored again. */
async function readDurations(
  database: Database,
  benchmarkIds: readonly string[],
): Promise<ReadonlyMap<string, BenchmarkDurations>> {
  const rows = await queryRows(
    database,
    durationRow,
    Prisma.sql`
      SELECT e."benchmarkId", d."trainCount" + d."testCount" AS "images", s."secondsPerImage", e."featureDim",
        (SELECT extract(epoch FROM i."finishedAt" - i."claimedAt")::float8 FROM "Attempt" i
          WHERE i."submissionId" = s."id" AND i."task" = 'inspect' AND i."outcome" = 'DONE' LIMIT 1) AS "inspection",
        extract(epoch FROM c."at" - a."claimedAt")::float8 AS "extraction",
        extract(epoch FROM a."finishedAt" - c."at")::float8 AS "clustering"
      FROM unnest(${[...benchmarkIds]}::text[]) wanted("id")
      JOIN "Benchmark" b ON b."id" = wanted."id" JOIN "Dataset" d ON d."id" = b."datasetId"
      CROSS JOIN LATERAL (
        SELECT * FROM "Evaluation" r WHERE r."benchmarkId" = b."id" AND r."protocolId" = b."protocolId"
        ORDER BY (r."fromRevision"::float8) DESC LIMIT ${maxDurations}
      ) e
      JOIN "Submission" s ON s."id" = e."submissionId"
      JOIN "Attempt" a ON a."submissionId" = s."id" AND a."task" = 'evaluate' AND a."outcome" = 'DONE'
      CROSS JOIN LATERAL (
        SELECT max(v."at") AS "at" FROM "SubmissionEvent" v
        WHERE v."submissionId" = s."id" AND v."state" = 'CLUSTERING' AND v."at" BETWEEN a."claimedAt" AND a."finishedAt"
      ) c
      WHERE c."at" IS NOT NULL AND e."publishedAt" BETWEEN c."at" AND a."finishedAt" + interval '1 second'
      ORDER BY e."fromRevision" DESC`,
  );
  const durations = new Map<string, BenchmarkDurations>();
  for (const benchmarkId of benchmarkIds) {
    const own = rows.filter((row) => row.benchmarkId === benchmarkId);
    durations.set(benchmarkId, {
      images: own[0]?.images ?? 0,
      inspection: own.flatMap(({ inspection: seconds }) =>
        seconds === null ? [] : [{ seconds, size: null }],
      ),
      extraction: own.map(({ extraction: seconds, secondsPerImage: size }) => ({ seconds, size })),
      clustering: own.map(({ clustering: seconds, featureDim: size }) => ({ seconds, size })),
    });
  }
  return durations;
}

/** Whether a worker takes no work at all. */
const isPaused = ({ pauses }: LiveWorker): boolean =>
  pauses.some(({ scope }) => scope === 'all' || scope === 'queue');

/** Seconds until each pending submission ends, as {@link remainingTimes} estimates; one that is unknown is missing. */
export async function estimateRemaining(
  database: Database,
  workers: readonly LiveWorker[],
): Promise<ReadonlyMap<string, number>> {
  const working = workers.filter((worker) => !isPaused(worker));
  if (working.length === 0) return new Map();
  const rows = await readPending(database);
  const runsModels = working.some(({ obstacle }) => obstacle === null);
  const going = rows.filter(
    ({ submissionId: id, datasetSlug, isExample }) =>
      (runsModels || isExample) && pauseOf(workers, { id, datasetSlug }) === null,
  );
  if (going.length === 0) return new Map();
  const durations = await readDurations(database, [...new Set(going.map(({ benchmarkId }) => benchmarkId))]);
  const pending = going.map(({ state, datasetSlug: _, isExample: __, ...row }) => ({
    ...row,
    stage: stageOf(state),
  }));
  return remainingTimes(pending, durations, working.length);
}
