export {
  checkPreset,
  checkValues,
  isRefused,
  type OwnNormalisation,
  type ValueFinding,
  type ValueRange,
} from './check-values.ts';
export { type Colour, channelCount, colours } from './colour-order.ts';
export { type Cropper, type CropSpec, createCropper, type ImageSize, type Pixels } from './crop.ts';
export { type Interpolation, interpolations } from './interpolations.ts';
export { createPreprocessor, type Preprocessor, preprocess } from './preprocess.ts';
export { type Preprocessing, preprocessing } from './preprocessing.ts';
export {
  type PresetName,
  presetNames,
  presetNormalisation,
  presetOf,
  presets,
  presetsFor,
} from './presets.ts';
export {
  allocateTensor,
  type ElementType,
  isElementType,
  type Layout,
  layoutOf,
  type TensorData,
  type TensorFormat,
  tensorFormatOf,
} from './tensor-format.ts';
