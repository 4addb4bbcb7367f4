import type { Prisma } from '@clusterboard/database/client';
import type { AttemptOutcome } from '@clusterboard/database/enums';
import { type Problem, problemTable } from '@clusterboard/problems';
import { endRescoring } from '../evaluation/rescore-store.ts';
import type { Database } from '../infra/database.ts';
import { sendMessage } from '../infra/outbox-store.ts';
import { taskContracts } from '../infra/tasks.ts';
import { type Claim, transition, withFence } from './attempt-store.ts';

/** Closes an attempt that has come to its end. */
export const finish = (
  transaction: Prisma.TransactionClient,
  claim: Claim,
  outcome: AttemptOutcome,
  log?: string,
) =>
  transaction.attempt.update({
    where: { token: claim.token },
    data: { finishedAt: new Date(), outcome, log: log ?? null },
  });

/**
 * Accepts an inspected model and asks for its evaluation.
 *
 * @throws AttemptLost, SubmissionCancelled
 */
export async function acceptInspection(
  database: Database,
  claim: Claim,
  facts: {
    parameters: number;
    inspection: Prisma.InputJsonValue;
    outputName: string;
    note: string;
    /** What the test run told of the cost of the model. */
    cost?: { readonly secondsPerImage: number; readonly featureDim: number };
    /** Passed on to the evaluation. */
    requestId?: string;
  },
): Promise<void> {
  await withFence(database, claim, async (transaction) => {
    await transition(
      transaction,
      claim.submissionId,
      'INSPECTED',
      {
        outputName: facts.outputName,
        ...facts.cost,
        encoder: { update: { parameters: facts.parameters, inspection: facts.inspection } },
      },
      facts.note,
    );
    const { exampleKey } = await transaction.submission.findUniqueOrThrow({
      where: { id: claim.submissionId },
      select: { exampleKey: true },
    });
    const payload = { submissionId: claim.submissionId, background: exampleKey !== null };
    await sendMessage(transaction, taskContracts.evaluate, payload, facts.requestId);
    await finish(transaction, claim, 'DONE');
  });
}

/**
 * Ends a submission with the problem that its page will show. A problem of the submitter's rejects
 * it, one of the platform's marks it as failed; neither is ever on a board. One that was to be rescored
 * keeps its published scores.
 *
 * @throws AttemptLost, SubmissionCancelled
 */
export async function endWithProblem(database: Database, claim: Claim, problem: Problem): Promise<void> {
  await withFence(database, claim, async (transaction) => {
    const state = problemTable[problem.code].fault === 'submitter' ? 'REJECTED' : 'FAILED';
    if (claim.task === 'rescore') await endRescoring(transaction, claim.submissionId, problem);
    else {
      await transition(transaction, claim.submissionId, state, {
        problemCode: problem.code,
        problemMessage: problem.message,
        problemAdvice: problem.advice,
      });
    }
    await finish(transaction, claim, state, problem.log);
  });
}
