export { Prisma } from '@clusterboard/database/client';
export type * from '@clusterboard/database/enums';
export type * from '@clusterboard/database/models';
export type { BoardEntry } from './board/board-entry.ts';
export { type BoardFilter, type Range, unfiltered } from './board/board-filter.ts';
export {
  type BoardMetric,
  boardMetrics,
  type EntryScores,
  everyResultHas,
  type MetricFigures,
} from './board/board-metrics.ts';
export { type BoardKey, type BoardOrder, type BoardPosition, boardKeys } from './board/board-order.ts';
export type { AsOf } from './board/board-revision.ts';
export { type ExportedEntry, exportBoard } from './board/export-store.ts';
export {
  type BoardPage,
  type BoardPageQuery,
  type BoardQuery,
  type BoardRevision,
  type BoardRow,
  type CountQuery,
  countEntries,
  entriesOf,
  leaderboardPages,
  reportedRuns,
} from './board/leaderboard-store.ts';
export { type RankChange, type RankHistoryQuery, rankHistories } from './board/rank-history.ts';
export { type EntryRank, ranksOf } from './board/rank-of-entry-store.ts';
export {
  type Contender,
  contenders,
  highestBeyond,
  type StoredRankInterval,
  storeRankIntervals,
  type UnrankedBoard,
  unrankedBoards,
} from './board/rank-store.ts';
export {
  type BenchmarkCounts,
  type BoardProgress,
  boardProgress,
  countSubmissions,
  listBenchmarks,
} from './catalogue/benchmark-store.ts';
export { type CatalogueEntry, putBenchmark } from './catalogue/catalogue-store.ts';
export { type CatalogueVersion, watchCatalogue } from './catalogue/catalogue-version.ts';
export { imagesArePublic } from './catalogue/public-images.ts';
export { type StoredFeatures, storedFeatures } from './evaluation/features-store.ts';
export { type NewEvaluation, publishEvaluation, withdrawEntry } from './evaluation/publish-store.ts';
export {
  receiptHashes,
  receiptOf,
  type StoredReceipt,
  storedReceipts,
} from './evaluation/receipt-store.ts';
export { type EvaluationReplicates, type NewReplicates, replicatesOf } from './evaluation/replicates.ts';
export {
  loadRescoring,
  type ProtocolRow,
  type Rescoring,
  requestRescoring,
} from './evaluation/rescore-store.ts';
export {
  type AssignedEntry,
  assignedEntry,
  entriesOfLikeScore,
  reportedCurves,
  type StoredView,
  storedViews,
  type ViewColumn,
} from './evaluation/views-store.ts';
export {
  createDatabase,
  type Database,
  isDatabaseFull,
  isDatabaseUnreachable,
  statementTimedOut,
} from './infra/database.ts';
export { type Changes, type Channel, listenForChanges } from './infra/notifications.ts';
export { type ObjectReference, objectReferences } from './infra/object-references.ts';
export { deliverOutbox, removeDelivered } from './infra/outbox-store.ts';
export { plainJson } from './infra/plain-json.ts';
export { queryRows } from './infra/sql.ts';
export {
  type Message,
  messageOf,
  type SubmissionPayload,
  type TaskContract,
  type TaskName,
  taskContracts,
} from './infra/tasks.ts';
export {
  listReportedCurves,
  listReportedResults,
  putReported,
  type Reported,
} from './literature/reported-store.ts';
export { pauseOf, pausesOf } from './pauses/current-pauses.ts';
export {
  type LiveWorker,
  type PauseScope,
  readWorkers,
  removeEndedWorkers,
  removeWorker,
  reportWorker,
  runnersObstacle,
  type StoredPause,
  type Workers,
} from './pauses/worker-status-store.ts';
export {
  AttemptLost,
  type Claim,
  type ClaimOutcome,
  type ClaimRule,
  claimAttempt,
  closeDeadAttempts,
  findStalled,
  liveTokens,
  refuseCancelled,
  releaseAttempt,
  renewLease,
  SubmissionCancelled,
} from './submission/attempt-store.ts';
export { type CancelOutcome, cancelSubmission } from './submission/cancel-store.ts';
export { estimateRemaining } from './submission/estimate/estimate-store.ts';
export { boardEventsAfter, submissionEventsAfter } from './submission/event-store.ts';
export { fillNameSkeletons, rankedNames } from './submission/name-store.ts';
export { acceptInspection, endWithProblem } from './submission/outcome-store.ts';
export { type Progress, reportProgress, startClustering } from './submission/progress-store.ts';
export { queuePositions, type WaitingSubmission, waitingInTurn } from './submission/queue-store.ts';
export { type RetryOutcome, retryFailed, retrySubmission } from './submission/retry-store.ts';
export { isFinal } from './submission/states.ts';
export {
  createSubmission,
  datasetOf,
  type EarlierSubmission,
  findSubmitted,
  hasExample,
  isExample,
  loadForWork,
  type NewSubmission,
  type SubmissionForWork,
} from './submission/submission-store.ts';
export { countPending, type Submitter, TooManyPending } from './submission/turn-store.ts';
