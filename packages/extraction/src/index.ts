export { readFeatures } from './cache/feature-file.ts';
export {
  type ExtractedSplit,
  type ExtractedSplits,
  type ExtractionProgress,
  type ExtractionSettings,
  extractSplits,
} from './extract-splits.ts';
export {
  type CroppedImages,
  defaultBatchSize,
  type EncoderFeatures,
  type EncoderProbe,
  type EncoderRun,
  type EncoderSettings,
  type ExtractionRun,
  type ImageFile,
  probeEncoder,
  probePrefix,
  runEncoder,
} from './run-encoder.ts';
export { NoControlGroup, prepareControlGroup } from './sandbox/control-group.ts';
export { bubblewrapObstacle, type SandboxChoice } from './sandbox/sandbox.ts';
