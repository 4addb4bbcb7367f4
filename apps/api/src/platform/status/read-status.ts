import { type Changes, type Database, type LiveWorker, liveWorkers } from '@clusterboard/core';
import { type Problem, problem } from '@clusterboard/problems';
import type { UploadRoom } from '../uploads/upload-room.ts';

/** What this server cannot do now. */
export interface ServerStatus {
  /** Why no upload is taken; null if uploads are. */
  readonly uploads: Problem | null;
  readonly workers: readonly LiveWorker[];
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
  { database, changes }: { readonly database: Database; readonly changes: Changes },
  room: UploadRoom,
  stop: AbortSignal,
): ReadStatus {
  let latest: { readonly until: number; readonly status: Promise<ServerStatus> } | null = null;
  const read = async (): Promise<ServerStatus> => {
    const [uploads, workers] = await Promise.all([whyNoUploads(room), liveWorkers(database)]);
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
