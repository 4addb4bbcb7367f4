import type { SubmissionState } from '@clusterboard/database/enums';

const finalStates: readonly SubmissionState[] = ['RANKED', 'REJECTED', 'FAILED', 'WITHDRAWN', 'CANCELLED'];

/** Whether a submission in this state has come to its end; a ranked one may still be withdrawn. */
export const isFinal = (state: SubmissionState): boolean => finalStates.includes(state);
