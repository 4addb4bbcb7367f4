import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { plainJson } from '../infra/plain-json.ts';
import { queryRows } from '../infra/sql.ts';

/** What work has to wait: all of a worker, what the queue would bring, that on one dataset (by its slug), or one submission. */
export type PauseScope = 'all' | 'queue' | `dataset:${string}` | `submission:${string}`;

const pauseSchema = z.object({
  scope: z.custom<PauseScope>((value) => typeof value === 'string'),
  code: z.string(),
  message: z.string(),
  advice: z.string(),
  since: z.coerce.date(),
  retryAt: z.coerce.date(),
});

/** Why a worker waits, since when, and when it tries again. */
export type StoredPause = z.output<typeof pauseSchema>;

export interface LiveWorker {
  readonly id: string;
  readonly pauses: readonly StoredPause[];
}

/** Workers write more often. */
const deadAfterSeconds = 30;

const statusRow = z.object({ id: z.string(), pauses: z.array(pauseSchema) });

/** Says that a worker is there, and why it waits; who follows a submission hears of a change. */
export async function reportWorker(
  database: Database,
  { id, pauses }: LiveWorker,
  changed: boolean,
): Promise<void> {
  const json = plainJson({ pauses }).pauses;
  await database.$executeRaw`
    WITH status AS (
      INSERT INTO "WorkerStatus" ("id", "pauses") VALUES (${id}, ${JSON.stringify(json)}::jsonb)
      ON CONFLICT ("id") DO UPDATE SET "seenAt" = now(), "pauses" = EXCLUDED."pauses" RETURNING 1
    ), dead AS (
      DELETE FROM "WorkerStatus" WHERE "id" <> ${id} AND "seenAt" < now() - make_interval(hours => 1)
    )
    SELECT CASE WHEN ${changed} THEN pg_notify('queue', '') END FROM status`;
}

/** After a planned stop. */
export async function removeWorker(database: Database, id: string): Promise<void> {
  await database.workerStatus.deleteMany({ where: { id } });
}

export async function liveWorkers(database: Database): Promise<LiveWorker[]> {
  return queryRows(
    database,
    statusRow,
    Prisma.sql`
      SELECT "id", "pauses" FROM "WorkerStatus"
      WHERE "seenAt" > now() - make_interval(secs => ${deadAfterSeconds}) ORDER BY "startedAt", "id"`,
  );
}
