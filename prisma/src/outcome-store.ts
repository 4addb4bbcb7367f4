import { messageOf } from '@clusterboard/jobs';
import { type Problem, problemTable } from '@clusterboard/problems';
import type { Prisma } from '../generated/client.ts';
import { type Claim, enter, fenced } from './attempt-store.ts';
import type { Database } from './database.ts';

const finish = (transaction: Prisma.TransactionClient, claim: Claim, outcome: string, log?: string) =>
  transaction.attempt.update({
    where: { token: claim.token },
    data: { finishedAt: new Date(), outcome, log: log ?? null },
  });

/**
 * Accepts an inspected model and asks for its evaluation.
 *
 * @throws AttemptLost
 */
export async function acceptInspection(
  database: Database,
  claim: Claim,
  facts: { parameters: number; inspection: Prisma.InputJsonValue; outputName: string; note: string },
): Promise<void> {
  await fenced(database, claim, async (transaction) => {
    await enter(
      transaction,
      claim.submissionId,
      'INSPECTED',
      {
        outputName: facts.outputName,
        encoder: { update: { parameters: facts.parameters, inspection: facts.inspection } },
      },
      facts.note,
    );
    const { exampleKey } = await transaction.submission.findUniqueOrThrow({
      where: { id: claim.submissionId },
      select: { exampleKey: true },
    });
    const message = messageOf('evaluate', {
      submissionId: claim.submissionId,
      background: exampleKey !== null,
    });
    await transaction.outboxMessage.create({ data: { task: message.task, payload: message.payload } });
    await finish(transaction, claim, 'DONE');
  });
}

/**
 * Ends a submission with the problem that its page will show. A problem of the submitter's rejects
 * it, one of the platform's marks it as failed; neither is ever on a board.
 *
 * @throws AttemptLost
 */
export async function endWithProblem(database: Database, claim: Claim, problem: Problem): Promise<void> {
  await fenced(database, claim, async (transaction) => {
    const state = problemTable[problem.code].fault === 'submitter' ? 'REJECTED' : 'FAILED';
    await enter(transaction, claim.submissionId, state, {
      problemCode: problem.code,
      problemMessage: problem.message,
      problemAdvice: problem.advice,
    });
    await finish(transaction, claim, state, problem.log);
  });
}

export type NewEvaluation = Omit<
  Prisma.EvaluationUncheckedCreateInput,
  'id' | 'submissionId' | 'publishedAt' | 'supersededAt'
>;

/**
 * Publishes a result: closes the one it supersedes, appends itself and ranks the submission.
 *
 * @throws AttemptLost
 */
export async function publishEvaluation(
  database: Database,
  claim: Claim,
  evaluation: NewEvaluation,
): Promise<void> {
  await fenced(database, claim, async (transaction) => {
    const now = new Date();
    await transaction.evaluation.updateMany({
      where: { submissionId: claim.submissionId, supersededAt: null },
      data: { supersededAt: now },
    });
    await transaction.evaluation.create({
      data: { ...evaluation, submissionId: claim.submissionId, publishedAt: now },
    });
    await enter(transaction, claim.submissionId, 'RANKED');
    await finish(transaction, claim, 'DONE');
  });
}
