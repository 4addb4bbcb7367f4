/**
 * How a batch of outputs becomes one row of features per image. `mean` averages over the positions of a map or
 * over tokens; `first` takes the first token (the class token of a vision transformer); `none` is for outputs
 * that have one row per image.
 */
export const poolings = ['mean', 'first', 'none'] as const;
export type Pooling = (typeof poolings)[number];
