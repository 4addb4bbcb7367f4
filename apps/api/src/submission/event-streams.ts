import {
  type BoardEventModel,
  boardEventsAfter,
  type Changes,
  type Database,
  isFinal,
  isWaiting,
  queuePositions,
  type SubmissionEventModel,
  submissionEventsAfter,
} from '@clusterboard/core';
import { userError } from '../platform/user-error.ts';

/** Where events are read and heard of; `signal` aborts when the reader is gone. */
export interface EventSource {
  readonly database: Database;
  readonly changes: Changes;
  readonly signal: AbortSignal;
}

/** A state that a submission has reached, or null where only its counters or its place in the queue have moved. */
export interface SubmissionUpdate {
  readonly submissionId: string;
  readonly event: SubmissionEventModel | null;
  /** The last event that was told of. */
  readonly cursor: bigint;
}

function eventId(cursor: string): bigint {
  if (!/^\d{1,18}$/.test(cursor)) throw userError('Invalid event cursor.');
  return BigInt(cursor);
}

/**
 * Changes of a board from a revision on, or from now on. They are read from the database, so that whoever
 * comes back with the last revision that it saw misses none.
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
    // Before the reading, so that nothing can happen unseen between the two.
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
 * What happens to a submission: first how it stands, then each event and each move of its counters, to its
 * end. With `after`, every event that came after that one.
 */
export async function* submissionUpdates(
  { database, changes, signal }: EventSource,
  submissionId: string,
  after: string | null,
): AsyncGenerator<SubmissionUpdate> {
  let cursor = after === null ? await latestEvent(database, submissionId) : eventId(after);
  let told: string | null = null;
  while (!signal.aborted) {
    const changed = nextOf(submissionId, changes, signal);
    const { state, imagesDone, imagesTotal, seedsDone, seedsTotal } =
      await database.submission.findUniqueOrThrow({ where: { id: submissionId } });
    const events = await submissionEventsAfter(database, submissionId, cursor);
    for (const event of events) {
      cursor = event.id;
      yield { submissionId, event, cursor };
    }
    const [waiting] = isWaiting(state) ? await queuePositions(database, [submissionId]) : [];
    const standing = JSON.stringify([
      ...[state, imagesDone, imagesTotal, seedsDone, seedsTotal],
      waiting?.position,
    ]);
    if (events.length === 0 && standing !== told) yield { submissionId, event: null, cursor };
    if (events.length === 0 && isFinal(state)) return;
    told = standing;
    if (events.length === 0) await changed;
  }
}

/** Resolves when a submission has changed, or the queue that it may be waiting in. */
async function nextOf(submissionId: string, changes: Changes, signal: AbortSignal): Promise<void> {
  const heard = new AbortController();
  const either = AbortSignal.any([signal, heard.signal]);
  await Promise.race([changes.next('submission', submissionId, either), changes.next('queue', '', either)]);
  heard.abort();
}

async function latestEvent(database: Database, submissionId: string): Promise<bigint> {
  const latest = await database.submissionEvent.findFirst({
    where: { submissionId },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return latest?.id ?? 0n;
}
