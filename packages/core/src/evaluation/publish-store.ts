import { Prisma } from '@clusterboard/database/client';
import { SubmissionState } from '@clusterboard/database/enums';
import { z } from 'zod';
import { changeBoard } from '../board/board-history.ts';
import type { EntryScores, MetricFigures } from '../board/board-metrics.ts';
import type { Database } from '../infra/database.ts';
import { queryRowOrThrow } from '../infra/sql.ts';
import { AttemptLost, type Claim, transition, withFence } from '../submission/attempt-store.ts';
import { finish } from '../submission/outcome-store.ts';
import { insertReplicates, type NewReplicates } from './replicates.ts';
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

const publishedSubmission = z.object({
  state: z.enum(SubmissionState),
  isExample: z.boolean(),
  parameters: z.bigint().nullable(),
  searchText: z.string(),
});

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
    const submission = await findPublished(transaction, submissionId);
    if (claim.task === 'rescore' && submission.state !== 'RANKED') {
      throw new AttemptLost(`${submissionId} was withdrawn while it was being rescored`);
    }
    const { id } = await transaction.evaluation.create({
      data: {
        ...evaluation,
        submissionId,
        benchmarkId: change.benchmarkId,
        fromRevision: change.revision,
        searchText: submission.searchText,
        kind: submission.isExample ? 'BASELINE' : 'SUBMITTED',
        parameters: submission.parameters,
        publishedAt: change.at,
      },
      select: { id: true },
    });
    await insertScores(transaction, id, figures);
    if (replicates) await insertReplicates(transaction, id, replicates, Object.keys(scores));
    const note = claim.task === 'rescore' ? `scored under ${evaluation.protocolId}` : undefined;
    await transition(transaction, submissionId, 'RANKED', {}, note);
    await settleRescoring(transaction, submissionId, evaluation.protocolId);
    await finish(transaction, claim, 'DONE');
  });
}

/** One statement: Prisma's `findUnique` takes one for each of the two tables. */
async function findPublished(
  transaction: Prisma.TransactionClient,
  submissionId: string,
): Promise<z.output<typeof publishedSubmission>> {
  return queryRowOrThrow(
    transaction,
    publishedSubmission,
    Prisma.sql`
      SELECT s."state", s."exampleKey" IS NOT NULL AS "isExample", c."parameters",
        concat_ws(E'\\n', c."name", c."submittedBy", c."description") AS "searchText"
      FROM "Submission" s JOIN "Encoder" c ON c."id" = s."encoderId" WHERE s."id" = ${submissionId}`,
    `there is no submission ${submissionId}`,
  );
}

/** As SQL: Prisma's `createMany` takes 5 ms to plan these rows, while the board is locked. */
async function insertScores(
  transaction: Prisma.TransactionClient,
  evaluationId: string,
  figures: readonly (readonly [metric: string, MetricFigures])[],
): Promise<void> {
  const rows = figures.map(
    ([metric, { mean, std, low, high }]) =>
      Prisma.sql`(${metric}, ${mean}::float8, ${std}::float8, ${low}::float8, ${high}::float8)`,
  );
  await transaction.$executeRaw`
    INSERT INTO "Score" ("evaluationId", "metric", "mean", "std", "low", "high",
      "benchmarkId", "submissionId", "publishedAt", "fromRevision")
    SELECT v."id", f.*, v."benchmarkId", v."submissionId", v."publishedAt", v."fromRevision"
    FROM "Evaluation" v, (VALUES ${Prisma.join(rows)}) f WHERE v."id" = ${evaluationId}`;
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
