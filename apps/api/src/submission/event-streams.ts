import {
  type BoardEventModel,
  boardEventsAfter,
  type Changes,
  type Database,
  isFinal,
  pausesOf,
  queuePositions,
  type SubmissionEventModel,
  submissionEventsAfter,
} from '@clusterboard/core';
import type { ReadStatus } from '../platform/status/read-status.ts';
import { userError } from '../platform/user-error.ts';

/** Sources of events; `signal` aborts when the client disconnects. */
export interface EventSource {
  readonly database: Database;
  readonly changes: Changes;
  readonly signal: AbortSignal;
  readonly readStatus: ReadStatus;
}

/** A state change, or null if only the progress or the queue position changed. */
export interface SubmissionUpdate {
  readonly submissionId: string;
  readonly event: SubmissionEventModel | null;
  /** ID of the last event sent. */
  readonly cursor: bigint;
}

function eventId(cursor: string): bigint {
  if (!/^\d{1,18}$/.test(cursor)) throw userError('Invalid event cursor.');
  return BigInt(cursor);
}

/**
 * Changes of a leaderboard after a revision, or from now on. Events are read from the database, so a client
 * that reconnects with its last revision misses none.
 */
export async function* boardChanges(
  { database, changes, signal }: EventSource,
  benchmarkId: string,
  after: string | null,
): AsyncGenerator<BoardEventModel> {
  let revision =
    after === null
      ? (await database.benchmark.findUniqueOrThrow({ where: { id: benchmarkId } })).revision
      : Number(eventId(after));
  if (revision >= 2 ** 31) throw userError('Invalid event cursor.');
  while (!signal.aborted) {
    // Subscribe before reading, so that no change is missed in between.
    const changed = changes.next('board', benchmarkId, signal);
    const events = await boardEventsAfter(database, benchmarkId, revision);
    for (const event of events) {
      revision = event.revision;
      yield event;
    }
    if (events.length === 0) await changed;
  }
}

/**
 * Updates of a submission until it ends: its current state, then each event and each change of its progress.
 * With `after`, all events after that one.
 */
export async function* submissionUpdates(
  { database, changes, signal, readStatus }: EventSource,
  submissionId: string,
  after: string | null,
): AsyncGenerator<SubmissionUpdate> {
  let cursor = after === null ? await latestEvent(database, submissionId) : eventId(after);
  let sent: string | null = null;
  while (!signal.aborted) {
    const changed = nextOf(submissionId, changes, signal);
    const { state, imagesDone, imagesTotal, seedsDone, seedsTotal } =
      await database.submission.findUniqueOrThrow({ where: { id: submissionId } });
    const events = await submissionEventsAfter(database, submissionId, cursor);
    for (const event of events) {
      cursor = event.id;
      yield { submissionId, event, cursor };
    }
    const [waiting] = isFinal(state) ? [] : await queuePositions(database, [submissionId]);
    const progress = JSON.stringify([
      ...[state, imagesDone, imagesTotal, seedsDone, seedsTotal],
      waiting?.position,
      pausesOf((await readStatus()).workers.live),
    ]);
    if (events.length === 0 && progress !== sent) yield { submissionId, event: null, cursor };
    if (events.length === 0 && isFinal(state)) return;
    sent = progress;
    if (events.length === 0) await changed;
  }
}

/** Resolves when a submission or the queue changes. */
async function nextOf(submissionId: string, changes: Changes, signal: AbortSignal): Promise<void> {
  const settled = new AbortController();
  const either = AbortSignal.any([signal, settled.signal]);
  await Promise.race([changes.next('submission', submissionId, either), changes.next('queue', '', either)]);
  settled.abort();
}

async function latestEvent(database: Database, submissionId: string): Promise<bigint> {
  const latest = await database.submissionEvent.findFirst({
    where: { submissionId },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return latest?.id ?? 0n;
}
