import { Prisma } from '@clusterboard/database/client';
import { SubmissionState } from '@clusterboard/database/enums';

/** What becomes of a submission in each state. A new state does not compile before it stands here. */
const phases: Readonly<Record<SubmissionState, 'waiting' | 'running' | 'final'>> = {
  QUEUED: 'waiting',
  INSPECTING: 'running',
  INSPECTED: 'waiting',
  EXTRACTING: 'running',
  CLUSTERING: 'running',
  RANKED: 'final',
  REJECTED: 'final',
  FAILED: 'final',
  WITHDRAWN: 'final',
  CANCELLED: 'final',
};

/** Whether no task moves a submission in this state any more; a ranked one may still be withdrawn. */
export const isFinal = (state: SubmissionState): boolean => phases[state] === 'final';

/** Whether no worker has begun with a submission in this state. */
const isWaiting = (state: SubmissionState): boolean => phases[state] === 'waiting';

/** The inside of `"state" IN (…)`, written out so that the planner sees the values. */
const inStates = (matches: (state: SubmissionState) => boolean): Prisma.Sql =>
  Prisma.raw(
    Object.values(SubmissionState)
      .filter(matches)
      .map((state) => `'${state}'`)
      .join(', '),
  );

/** The inside of `"state" IN (…)` for submissions that wait or run. */
export const pendingStates = inStates((state) => !isFinal(state));

/** The inside of `"state" IN (…)` for submissions that wait. */
export const waitingStates = inStates(isWaiting);
