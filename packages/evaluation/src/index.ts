export { clusterCount, type Protocol, protocolSchema, protocols, strict1 } from './protocol.ts';
export {
  type EvaluationReport,
  evaluationReportSchema,
  type Reduction,
  type SeedRun,
} from './report.ts';
export { type Metric, type MetricSummary, metrics, type Scores } from './scores.ts';
