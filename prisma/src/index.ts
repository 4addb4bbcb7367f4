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
  refuseCancelled,
  releaseAttempt,
  renewLease,
  SubmissionCancelled,
} from './attempt-store.ts';
export {
  type BenchmarkCounts,
  type BoardProgress,
  boardProgress,
  countSubmissions,
  listBenchmarks,
} from './benchmark-store.ts';
export type { BoardEntry } from './board-entry.ts';
export { type BoardFilter, type Range, unfiltered } from './board-filter.ts';
export { type BoardMetric, boardMetrics, figuresOf, type MetricFigures } from './board-metrics.ts';
export { type BoardKey, type BoardOrder, type BoardPlace, boardKeys } from './board-order.ts';
export type { AsOf } from './board-revision.ts';
export { type CancelOutcome, cancelSubmission } from './cancel-store.ts';
export { type CatalogueEntry, putBenchmark } from './catalogue-store.ts';
export { type CatalogueVersion, watchCatalogue } from './catalogue-version.ts';
export { type Changes, type Channel, listenForChanges } from './changes.ts';
export { createDatabase, type Database, statementTimedOut } from './database.ts';
export { boardEventsAfter, submissionEventsAfter } from './event-store.ts';
export { type ExportedEntry, exportBoard } from './export-store.ts';
export { type StoredFeatures, storedFeatures } from './features-store.ts';
export { isFinal } from './final-states.ts';
export {
  type BoardPage,
  type BoardPageQuery,
  type BoardQuery,
  type BoardRevision,
  type BoardRow,
  countEntries,
  entriesOf,
  leaderboardPages,
  reportedRuns,
} from './leaderboard-store.ts';
export { addMadeUpEntries } from './made-up-entries.ts';
export { deliverOutbox, findUnheld } from './outbox-store.ts';
export { acceptInspection, endWithProblem } from './outcome-store.ts';
export { type EntryPlace, placesOf } from './place-store.ts';
export { plainJson } from './plain-json.ts';
export { type Progress, reportProgress, startClustering } from './progress-store.ts';
export {
  type NewEvaluation,
  type NewReplicates,
  publishEvaluation,
  withdrawEntry,
} from './publish-store.ts';
export { queuePositions } from './queue-store.ts';
export { type RankChange, type RankHistoryQuery, rankHistories } from './rank-history.ts';
export {
  type Contender,
  contenders,
  highestBeyond,
  type StoredRankInterval,
  storeRankIntervals,
  type UnrankedBoard,
  unrankedBoards,
} from './rank-store.ts';
export { receiptHashes, receiptOf } from './receipt-store.ts';
export { type EvaluationReplicates, replicatesOf } from './replicates.ts';
export { listReportedCurves, listReportedResults, putReported, type Reported } from './reported-store.ts';
export { loadRescoring, type ProtocolRow, type Rescoring, requestRescoring } from './rescore-store.ts';
export { type RetryOutcome, retrySubmission } from './retry-store.ts';
export {
  createSubmission,
  hasExample,
  loadForWork,
  type NewSubmission,
  type SubmissionForWork,
} from './submission-store.ts';
export {
  type AssignedEntry,
  assignedEntry,
  entriesOfLikeScore,
  reportedCurves,
  type StoredView,
  storedViews,
  type ViewColumn,
} from './views-store.ts';
