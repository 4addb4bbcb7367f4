import type { BoardEventModel, SubmissionEventModel } from '@clusterboard/database/models';
import type { Database } from '../infra/database.ts';

/** Most events that are read at once; the rest follows with the next reading. */
const batch = 100;

/** Changes of a board after a revision, in their order. */
export const boardEventsAfter = (
  database: Database,
  benchmarkId: string,
  revision: number,
): Promise<BoardEventModel[]> =>
  database.boardEvent.findMany({
    where: { benchmarkId, revision: { gt: revision } },
    orderBy: { revision: 'asc' },
    take: batch,
  });

/** Events of a submission after one of them, in their order. */
export const submissionEventsAfter = (
  database: Database,
  submissionId: string,
  id: bigint,
): Promise<SubmissionEventModel[]> =>
  database.submissionEvent.findMany({
    where: { submissionId, id: { gt: id } },
    orderBy: { id: 'asc' },
    take: batch,
  });
