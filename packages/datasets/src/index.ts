export { OpenImages } from './decode/crop-cache.ts';
export { type CropOptions, type Crops, decoders, openCrops, UnreadableImage } from './decode/crops.ts';
export { type DecodingLimits, decodeImage, decodingLimits } from './decode/decode-image.ts';
export { type IdxContent, readIdx } from './importers/idx.ts';
export { type ImportDatasetOptions, importDataset } from './importers/import-dataset.ts';
export type {
  ImportOptions,
  ImportOutcome,
  ImportReport,
} from './importers/import-report.ts';
export { checkPack } from './pack/check-pack.ts';
export type { ImageReader } from './pack/image-reader.ts';
export { type ListedPack, listPacks } from './pack/list-packs.ts';
export { type Manifest, manifestSchema, type SplitName, splitNames } from './pack/manifest.ts';
export { openPack, type Pack, type PackSplit, samplesPerClass } from './pack/pack.ts';
export { sampleSplit } from './pack/sample-split.ts';
export { isSlug, slugOf } from './pack/slug.ts';
export { hashManifest, openVerifiedPack, verifyPack } from './pack/verify-pack.ts';
export { type ImportDigitsOptions, importDigits } from './shipped/digits.ts';
export {
  type ImportFashionMnistOptions,
  type ImportProgress,
  importFashionMnist,
} from './shipped/fashion-mnist.ts';
export { isGated } from './shipped/gated.ts';
