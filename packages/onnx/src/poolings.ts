/**
 * How a batch of outputs becomes one row of features per image. `mean` averages over the positions of
 * [N, C, H, W] or the tokens of [N, T, D]; `first` takes the first token (the class token of a vision
 * transformer). [N, D] needs neither.
 */
export const poolings = ['mean', 'first'] as const;
export type Pooling = (typeof poolings)[number];
