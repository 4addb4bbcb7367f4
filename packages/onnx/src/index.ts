export { type Acceptance, acceptFile, type ModelChoices } from './acceptance/accept-file.ts';
export type { AcceptedModel, EncoderInput, OutputChoice } from './acceptance/accept-model.ts';
export { checkPreprocessing, findingProblem } from './acceptance/check-preprocessing.ts';
export { type ByteSource, fromBlob, fromBytes } from './byte-source.ts';
export type {
  Dimension,
  ElementType,
  ModelInspection,
  OperatorUse,
  TensorDescription,
} from './inspection.ts';
export {
  classScores,
  type DecidedOutput,
  decideOutput,
  type OutputDecision,
  type OutputReasons,
} from './output/decide-output.ts';
export { type Layout, layouts } from './output/layouts.ts';
export { type OutputReading, poolingsOf } from './output/read-output.ts';
export type { OutputReadings } from './output/read-outputs.ts';
export { type Pooling, poolings } from './poolings.ts';
export { latestIrVersion, latestOpsets } from './runtime-versions.ts';
export { formatShape, type OutputLayout, outputLayout } from './shape.ts';
export { encoderOutput } from './submission-fields.ts';
export {
  suggestPreprocessing,
  suggestPreset,
  valueEvidence,
} from './suggest-preprocessing.ts';
