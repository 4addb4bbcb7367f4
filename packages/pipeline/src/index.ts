export { evaluateFeatures, type LabelledFeatures } from './evaluate-splits.ts';
export { featureLimit } from './evaluator/feature-limit.ts';
export type { EvaluatorSettings, TimedEvaluation } from './evaluator/run-evaluator.ts';
export { compareEnvironments, type EnvironmentDifference } from './receipt/compare-environments.ts';
export { type Comparison, compareReceipts, type Step, steps } from './receipt/compare-receipts.ts';
export { hashContent } from './receipt/hashes.ts';
export { type ReadReceipt, readReceipt } from './receipt/read-receipt.ts';
export { type Receipt, receiptSchema } from './receipt/receipt.ts';
export {
  cacheLimits,
  type FeatureHashes,
  type KeptFeatures,
  type PipelineJob,
  type PipelineResult,
  type PipelineSteps,
  runPipeline,
} from './run-pipeline.ts';
export {
  measureSensitivity,
  type PresetEffect,
  type ValueSensitivity,
} from './sensitivity/value-sensitivity.ts';
