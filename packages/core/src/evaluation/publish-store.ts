import type { Prisma } from '@clusterboard/database/client';
import { changeBoard } from '../board/board-history.ts';
import type { EntryScores, MetricFigures } from '../board/board-metrics.ts';
import type { Database } from '../infra/database.ts';
import { AttemptLost, type Claim, transition, withFence } from '../submission/attempt-store.ts';
import { finish } from '../submission/outcome-store.ts';
import { storedReplicates } from './replicates.ts';
import { settleRescoring } from './rescore-store.ts';

type EvaluationColumns = Omit<
  Prisma.EvaluationUncheckedCreateInput,
  | 'id'
  | 'submissionId'
  | 'benchmarkId'
  | 'fromRevision'
  | 'toRevision'
  | 'searchText'
  | 'kind'
  | 'parameters'
  | 'publishedAt'
  | 'supersededAt'
  | 'scores'
  | 'replicates'
  | 'rankIntervals'
>;

export interface NewEvaluation extends EvaluationColumns {
  readonly scores: EntryScores;
}

/** Bootstrap replicates of metrics, paired with those of any other entry on the same test images. */
export type NewReplicates = Readonly<Partial<Record<string, Float32Array>>>;

/**
 * Publishes a result: closes the one it supersedes, appends itself with its replicates and ranks the
 * submission, in one transaction that does not grow with the board.
 *
 * @throws AttemptLost
 * @throws SubmissionCancelled when the cancellation came first; one that comes later finds it published
 */
export async function publishEvaluation(
  database: Database,
  claim: Claim,
  { scores, ...evaluation }: NewEvaluation,
  replicates?: NewReplicates,
): Promise<void> {
  const { submissionId } = claim;
  const figures: [metric: string, MetricFigures][] = Object.entries(scores);
  await withFence(database, claim, async (transaction) => {
    const change = await changeBoard(transaction, {
      submissionId,
      kind: (current) => (current ? 'RESCORED' : 'PUBLISHED'),
      added: figures.map(([metric, { mean }]) => ({ metric, mean })),
    });
    if (!change) throw new Error('unreachable: something was added');
    const { encoder, exampleKey, state } = await transaction.submission.findUniqueOrThrow({
      where: { id: submissionId },
      select: { encoder: true, exampleKey: true, state: true },
    });
    if (claim.task === 'rescore' && state !== 'RANKED') {
      throw new AttemptLost(`${submissionId} was withdrawn while it was scored anew`);
    }
    const { id } = await transaction.evaluation.create({
      data: {
        ...evaluation,
        submissionId,
        benchmarkId: change.benchmarkId,
        fromRevision: change.revision,
        searchText: [encoder.name, encoder.submittedBy, encoder.description].join('\n'),
        kind: exampleKey === null ? 'SUBMITTED' : 'BASELINE',
        parameters: encoder.parameters,
        publishedAt: change.at,
      },
      select: { id: true },
    });
    await transaction.score.createMany({
      data: figures.map(([metric, { mean, std, low, high }]) => ({
        evaluationId: id,
        metric,
        ...{ mean, std, low, high },
        submissionId,
        benchmarkId: change.benchmarkId,
        publishedAt: change.at,
        fromRevision: change.revision,
      })),
    });
    if (replicates) {
      await transaction.replicates.createMany({
        data: figures.flatMap(([metric]) => {
          const values = replicates[metric];
          return values ? [{ evaluationId: id, metric, ...storedReplicates(values) }] : [];
        }),
      });
    }
    const note = claim.task === 'rescore' ? `scored under ${evaluation.protocolId}` : undefined;
    await transition(transaction, submissionId, 'RANKED', {}, note);
    await settleRescoring(transaction, submissionId, evaluation.protocolId);
    await finish(transaction, claim, 'DONE');
  });
}

/**
 * Takes an entry off its board, which keeps what stood there before.
 *
 * @param reason a sentence for the submission's page and the board's history
 * @returns whether there was such an entry
 */
export async function withdrawEntry(
  database: Database,
  submissionId: string,
  reason: string,
): Promise<boolean> {
  return database.$transaction(async (transaction) => {
    const found = await transaction.submission.findUnique({ where: { id: submissionId } });
    if (!found) return false;
    const change = await changeBoard(transaction, {
      submissionId,
      kind: () => 'WITHDRAWN',
      added: null,
      note: reason,
    });
    if (!change) return false;
    await transition(transaction, submissionId, 'WITHDRAWN', {}, reason);
    return true;
  });
}
