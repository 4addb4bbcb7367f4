export { type ImportDigitsOptions, importDigits } from './digits.ts';
export { type ImportFashionMnistOptions, type ImportProgress, importFashionMnist } from './fashion-mnist.ts';
export { type IdxContent, readIdx } from './idx.ts';
export { type Manifest, manifestSchema, type SplitName, splitNames } from './manifest.ts';
export { openPack, type Pack, type PackSplit, samplesPerClass } from './pack.ts';
export { verifyPack } from './verify-pack.ts';
