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
  /** Why it runs no models but the shipped examples, as part of a sentence; null where it runs all. */
  readonly obstacle: string | null;
}

/** What a worker tells of itself, and where it runs. */
export interface WorkerReport extends LiveWorker {
  readonly host: string;
  readonly pid: number;
}

/** A worker that has ended without a word, or hangs. */
export interface SilentWorker {
  readonly id: string;
  readonly since: Date;
}

export interface Workers {
  readonly live: readonly LiveWorker[];
  readonly silent: readonly SilentWorker[];
}

/** Workers write every five seconds. */
const silentAfterSeconds = 30;
/** One that others have replaced is of no concern any more; the last one is, for as long as there is no other. */
const concernSeconds = 15 * 60;

const statusRow = z.object({
  id: z.string(),
  pauses: z.array(pauseSchema),
  obstacle: z.string().nullable(),
  seenAt: z.date(),
  live: z.boolean(),
  recent: z.boolean(),
});

/** Says that a worker is there, and why it waits; who follows a submission hears of a change. */
export async function reportWorker(
  database: Database,
  { id, host, pid, pauses, obstacle }: WorkerReport,
  changed: boolean,
): Promise<void> {
  const json = plainJson({ pauses }).pauses;
  await database.$executeRaw`
    WITH status AS (
      INSERT INTO "WorkerStatus" ("id", "host", "pid", "pauses", "obstacle")
      VALUES (${id}, ${host}, ${pid}, ${JSON.stringify(json)}::jsonb, ${obstacle})
      ON CONFLICT ("id") DO UPDATE
      SET "seenAt" = now(), "pauses" = EXCLUDED."pauses", "obstacle" = EXCLUDED."obstacle" RETURNING 1
    ), dead AS (
      DELETE FROM "WorkerStatus" WHERE "id" <> ${id} AND "seenAt" < now() - make_interval(hours => 1)
    )
    SELECT CASE WHEN ${changed} THEN pg_notify('queue', '') END FROM status`;
}

/**
 * Removes what earlier workers of a host have left: those that were killed take nothing back.
 *
 * @param isRunning whether a process of this host is there
 */
export async function removeEndedWorkers(
  database: Database,
  host: string,
  isRunning: (pid: number) => boolean,
): Promise<void> {
  const earlier = await database.workerStatus.findMany({ where: { host }, select: { id: true, pid: true } });
  const ended = earlier.filter(({ pid }) => !isRunning(pid)).map(({ id }) => id);
  await database.workerStatus.deleteMany({ where: { id: { in: ended } } });
}

/** After a planned stop. */
export async function removeWorker(database: Database, id: string): Promise<void> {
  await database.workerStatus.deleteMany({ where: { id } });
}

export async function readWorkers(database: Database): Promise<Workers> {
  const rows = await queryRows(
    database,
    statusRow,
    Prisma.sql`
      SELECT "id", "pauses", "obstacle", "seenAt",
        "seenAt" > now() - make_interval(secs => ${silentAfterSeconds}) AS "live",
        "seenAt" > now() - make_interval(secs => ${concernSeconds}) AS "recent"
      FROM "WorkerStatus" ORDER BY "startedAt", "id"`,
  );
  const live = rows.filter((row) => row.live);
  const silent = rows.filter((row) => !row.live && (row.recent || live.length === 0));
  return {
    live: live.map(({ id, pauses, obstacle }) => ({ id, pauses, obstacle })),
    silent: silent.map(({ id, seenAt }) => ({ id, since: seenAt })),
  };
}

/**
 * Why no worker runs models of strangers, as part of a sentence; null where one does, and where none is
 * running: then submissions wait for one.
 */
export function runnersObstacle({ live }: Workers): string | null {
  return live.some(({ obstacle }) => obstacle === null) ? null : (live[0]?.obstacle ?? null);
}
