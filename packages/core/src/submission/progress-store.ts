import type { Database } from '../infra/database.ts';
import type { Claim } from './attempt-store.ts';
import { transition, withFence } from './attempt-store.ts';

export interface Progress {
  readonly imagesDone?: number;
  readonly imagesTotal?: number;
  readonly seedsDone?: number;
  readonly seedsTotal?: number;
}

/** Shows how far the running stage is. A report that comes after the attempt is over changes nothing. */
export async function reportProgress(database: Database, claim: Claim, progress: Progress): Promise<void> {
  const { count } = await database.submission.updateMany({
    where: {
      id: claim.submissionId,
      state: { not: 'CANCELLED' },
      attempts: { some: { token: claim.token, finishedAt: null } },
    },
    data: progress,
  });
  if (count > 0) await database.$executeRaw`SELECT pg_notify('submission', ${claim.submissionId})`;
}

/** @throws AttemptLost, SubmissionCancelled */
export async function startClustering(database: Database, claim: Claim, seedsTotal: number): Promise<void> {
  await withFence(database, claim, (transaction) =>
    transition(transaction, claim.submissionId, 'CLUSTERING', { seedsDone: 0, seedsTotal }),
  );
}
