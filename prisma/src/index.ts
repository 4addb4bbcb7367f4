export { Prisma } from '../generated/client.ts';
export type * from '../generated/enums.ts';
export type * from '../generated/models.ts';
export {
  AttemptLost,
  type Claim,
  type ClaimOutcome,
  claimAttempt,
  liveTokens,
  maxInterruptions,
  releaseAttempt,
  renewLease,
} from './attempt-store.ts';
export { type BenchmarkCounts, countSubmissions, listBenchmarks } from './benchmark-store.ts';
export { type CatalogueEntry, putBenchmark } from './catalogue-store.ts';
export { createDatabase, type Database } from './database.ts';
export {
  type BoardEntry,
  type BoardMetric,
  type BoardPage,
  type BoardPlace,
  type BoardQuery,
  entriesOf,
  leaderboardPages,
  reportedRuns,
} from './leaderboard-store.ts';
export { deliverOutbox, findUnheld } from './outbox-store.ts';
export { acceptInspection, endWithProblem, type NewEvaluation, publishEvaluation } from './outcome-store.ts';
export { plainJson } from './plain-json.ts';
export { type Progress, reportProgress, startClustering } from './progress-store.ts';
export { queuePositions } from './queue-store.ts';
export {
  createSubmission,
  hasExample,
  loadForWork,
  type NewSubmission,
  type SubmissionForWork,
} from './submission-store.ts';
