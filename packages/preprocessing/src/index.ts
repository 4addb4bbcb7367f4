export { type Colour, channelCount, colours } from './colour-order.ts';
export { createPreprocessor, type ImageSize, type Preprocessor, preprocess } from './preprocess.ts';
export { type Interpolation, interpolations, type Preprocessing, preprocessing } from './preprocessing.ts';
export {
  type PresetName,
  presetNames,
  presetNormalisation,
  presetOf,
  presets,
  presetsFor,
} from './presets.ts';
