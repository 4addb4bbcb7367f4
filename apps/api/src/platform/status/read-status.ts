import {
  type Changes,
  type Database,
  pausesOf,
  readWorkers,
  type StoredPause,
  type Workers,
} from '@clusterboard/core';
import { type Problem, type ProblemCode, problem } from '@clusterboard/problems';
import type { Logger } from 'pino';
import type { UploadRoom } from '../uploads/upload-room.ts';

/** What this server cannot do now. */
export interface ServerStatus {
  /** Why no upload is taken; null if uploads are. */
  readonly uploads: Problem | null;
  readonly workers: Workers;
}

/** What damage is found in holds up one submission at a time, but the operator has to see it. */
const damage: ReadonlySet<string> = new Set<ProblemCode>([
  'STORED_BYTES_DAMAGED',
  'STORED_BYTES_MISSING',
  'DATASET_DAMAGED',
  'IMAGE_UNREADABLE',
]);

/** The pauses that concern more than one submission. */
export const serverPauses = ({ workers }: ServerStatus): StoredPause[] =>
  pausesOf(workers.live).filter(({ scope, code }) => !scope.startsWith('submission:') || damage.has(code));

/** Which workers do not respond; null if all do. */
export function silence({ workers: { live, silent } }: ServerStatus): Problem | null {
  if (silent.length === 0) return null;
  const since = new Date(Math.min(...silent.map((worker) => worker.since.getTime())));
  const named = {
    workers: silent.length === 1 ? 'A worker has' : `${silent.length} workers have`,
    since: `${since.toISOString().slice(11, 16)} UTC`,
  };
  return live.length === 0 ? problem('NO_WORKER_RESPONDS', named) : problem('WORKER_SILENT', named);
}

export type ReadStatus = () => Promise<ServerStatus>;

/** Every page wants to know. */
const believedMs = 1_000;

async function whyNoUploads(room: UploadRoom): Promise<Problem | null> {
  try {
    return (await room.isLeft()) ? null : problem('STORAGE_FULL', {});
  } catch (error) {
    return problem('STORAGE_UNREACHABLE', { reason: 'folder “uploads” cannot be used' }, String(error));
  }
}

/** Asks again at once after a worker has told of a change, until `stop`. */
export function createReadStatus(
  {
    database,
    changes,
    log,
  }: { readonly database: Database; readonly changes: Changes; readonly log: Logger },
  room: UploadRoom,
  stop: AbortSignal,
): ReadStatus {
  let latest: { readonly until: number; readonly status: Promise<ServerStatus> } | null = null;
  let silent = '';
  const read = async (): Promise<ServerStatus> => {
    const [uploads, workers] = await Promise.all([whyNoUploads(room), readWorkers(database)]);
    const now = workers.silent.map(({ id }) => id).join(' ');
    if (now !== silent)
      log.warn({ silent: workers.silent }, now === '' ? 'all workers respond' : 'workers do not respond');
    silent = now;
    return { uploads, workers };
  };
  const listen = async () => {
    while (!stop.aborted) {
      await changes.next('queue', '', stop);
      latest = null;
    }
  };
  void listen();
  return () => {
    if (latest === null || performance.now() > latest.until)
      latest = { until: performance.now() + believedMs, status: read() };
    return latest.status;
  };
}
