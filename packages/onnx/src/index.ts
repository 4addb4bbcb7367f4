export { type Acceptance, acceptFile, type ModelChoices } from './acceptance/accept-file.ts';
export type { AcceptedModel, EncoderInput, OutputChoice } from './acceptance/accept-model.ts';
export { checkPreprocessing } from './acceptance/check-preprocessing.ts';
export { type ByteSource, fromBlob, fromBytes } from './byte-source.ts';
export type {
  Dimension,
  ElementType,
  ModelInspection,
  OperatorUse,
  TensorDescription,
} from './inspection.ts';
export { type Pooling, poolings } from './poolings.ts';
export { latestIrVersion, latestOpsets } from './runtime-versions.ts';
export { formatShape, type OutputLayout, outputLayout } from './shape.ts';
export { type EncoderOutput, encoderOutput } from './submission-fields.ts';
export {
  type Suggestion,
  suggestPooling,
  suggestPreprocessing,
  suggestPreset,
} from './suggest-preprocessing.ts';
