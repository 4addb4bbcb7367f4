export { type Manifest, manifestSchema, type SplitName, splitNames } from './manifest.ts';
export { openPack, type Pack, type PackSplit, samplesPerClass } from './pack.ts';
