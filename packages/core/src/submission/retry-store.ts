import type { SubmissionModel } from '@clusterboard/database/models';
import { problemCodes, problemTable } from '@clusterboard/problems';
import type { Database } from '../infra/database.ts';
import { plainJson } from '../infra/plain-json.ts';
import { type NewSubmission, queueSubmission } from './submission-store.ts';

export type RetryOutcome =
  /** What is tried now, whether it was requested now or before. */
  | { readonly kind: 'retried'; readonly submission: SubmissionModel }
  /** It is not one that was cancelled or that failed through no fault of its file. */
  | { readonly kind: 'refused'; readonly submission: SubmissionModel }
  | { readonly kind: 'unknown' };

const retried = ['CANCELLED', 'FAILED'] as const;

/**
 * Submits the encoder of a cancelled or failed submission once more, as a submission of its own. Where that
 * was done before and has not ended in the same way, nothing is added.
 *
 * @throws TooManyPending
 */
export async function retrySubmission(
  database: Database,
  submissionId: string,
  request: Pick<NewSubmission, 'requestId' | 'submitter'> = {},
): Promise<RetryOutcome> {
  return database.$transaction(async (transaction) => {
    // Of those who ask at once, one adds a submission and the others find it.
    await transaction.$executeRaw`
      SELECT 1 FROM "Encoder" WHERE "id" = (SELECT "encoderId" FROM "Submission" WHERE "id" = ${submissionId})
      FOR NO KEY UPDATE`;
    const submission = await transaction.submission.findUnique({ where: { id: submissionId } });
    if (submission === null) return { kind: 'unknown' };
    if (!retried.some((state) => state === submission.state)) return { kind: 'refused', submission };
    const { encoderId, benchmarkId, preprocessing, outputName, pooling, layout, inputLayout } = submission;
    const other = await transaction.submission.findFirst({
      where: { encoderId, benchmarkId, state: { notIn: [...retried] } },
      orderBy: { createdAt: 'desc' },
    });
    if (other !== null) return { kind: 'retried', submission: other };
    const data = {
      encoder: { connect: { id: encoderId } },
      benchmark: { connect: { id: benchmarkId } },
      preprocessing: plainJson(preprocessing as object),
      outputName,
      pooling,
      layout,
      inputLayout,
      ...(submission.outputReasons === null ? {} : { outputReasons: submission.outputReasons }),
    };
    const added = await queueSubmission(transaction, data, request);
    return { kind: 'retried', submission: added };
  });
}

/** Codes of failures that no change of the model would mend. */
const platformCodes = problemCodes.filter((code) => problemTable[code].fault === 'platform');

export interface Retried {
  readonly failed: string;
  /** The submission that tries it again. */
  readonly submission: string;
}

/**
 * Retries every submission that failed through a fault of ours, oldest first; of several of one encoder on one
 * benchmark, one. Those that were retried before are left alone.
 */
export async function retryFailed(database: Database): Promise<Retried[]> {
  const failed = await database.submission.findMany({
    where: { state: 'FAILED', problemCode: { in: platformCodes } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  const retried: Retried[] = [];
  const before = new Date();
  for (const { id } of failed) {
    const outcome = await retrySubmission(database, id);
    if (outcome.kind !== 'retried') continue;
    const { submission } = outcome;
    const isNew = submission.createdAt >= before && !retried.some((one) => one.submission === submission.id);
    if (isNew) retried.push({ failed: id, submission: submission.id });
  }
  return retried;
}
