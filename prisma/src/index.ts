export { Prisma } from '../generated/client.ts';
export type * from '../generated/enums.ts';
export type * from '../generated/models.ts';
export {
  AttemptLost,
  type Claim,
  type ClaimOutcome,
  claimAttempt,
  maxInterruptions,
  releaseAttempt,
  renewLease,
} from './attempt-store.ts';
export { type CatalogueEntry, putBenchmark } from './catalogue-store.ts';
export { createDatabase, type Database } from './database.ts';
export { deliverOutbox, findUnheld } from './outbox-store.ts';
export { acceptInspection, endWithProblem, type NewEvaluation, publishEvaluation } from './outcome-store.ts';
export { type Progress, reportProgress, startClustering } from './progress-store.ts';
export { createSubmission, hasExample, type NewSubmission } from './submission-store.ts';
