export type { EvaluationArtefacts, SeedArtefacts } from './artefacts.ts';
export { maxDims, maxWideDims } from './clustering/components-to-fit.ts';
export { type Contingency, contingencyTable, type Labels } from './contingency/contingency.ts';
export type { CurvePoint, Curves } from './curves/curve-schema.ts';
export { type Evaluation, evaluate } from './evaluate.ts';
export type { EvaluationInput, EvaluationProgress } from './evaluation-input.ts';
export { type BootstrapInput, bootstrap, type Replicates } from './intervals/bootstrap.ts';
export type { ScoredAssignment } from './intervals/influence.ts';
export {
  isBetter,
  type PairedDifference,
  pairedDifference,
  type Verdict,
} from './intervals/paired-difference.ts';
export { type Interval, percentileInterval, scoreInterval } from './intervals/percentile-interval.ts';
export { type RankInterval, rankBoard, rankBoardInTurns, rankIntervals } from './intervals/rank-intervals.ts';
export { linearAssignment } from './matching/linear-assignment.ts';
export {
  accuracy,
  type Matching,
  type Matchings,
  matchByAssignment,
  matchByMajority,
} from './matching/matching.ts';
export { adjustedMutualInformation } from './metrics/adjusted-mutual-information.ts';
export { adjustedRandIndex } from './metrics/adjusted-rand.ts';
export { mutualInformation } from './metrics/mutual-information.ts';
export { normalizedMutualInformation } from './metrics/normalized-mutual-information.ts';
export { definitionOf, type Metric, metrics, originalMetrics, registry } from './metrics/registry.ts';
export { rowsPerBlock } from './probes/principal-axes.ts';
export { type Probes, probesSchema } from './probes/probe-schema.ts';
export {
  clusterCount,
  type LloydProtocol,
  type MiniBatchProtocol,
  type Protocol,
  protocolHash,
  protocolSchema,
} from './protocol/protocol.ts';
export { paper2020, paper2020Over, protocols, strict1, strict1Over } from './protocol/protocols.ts';
export { type EvaluationReport, evaluationReportSchema, type Reduction, type SeedRun } from './report.ts';
export { type LabelledClusters, type ScoredClustering, scoreClustering } from './scoring/score-clustering.ts';
export type { MetricSummary, Scores } from './scoring/scores.ts';
export {
  type AssignmentAgreement,
  assignmentAgreement,
  isNearDuplicate,
  meanAdjustedRand,
  nearDuplicateAri,
} from './views/assignment-agreement.ts';
export {
  clusterViewsSchema,
  confusedPairsSchema,
  contingencyViewSchema,
  type EvaluationViews,
  evaluationViewsSchema,
  imageMapSchema,
} from './views/view-schema.ts';
export { computeViews } from './views/views.ts';
