import { z } from 'zod';

/**
 * How a batch of outputs becomes one row of features per image. `mean` averages over the positions of
 * [N, C, H, W] or the tokens of [N, T, D]; `first` takes the first token (the class token of a vision
 * transformer). [N, D] needs neither.
 */
export const poolings = ['mean', 'first'] as const;
export type Pooling = (typeof poolings)[number];

/** Which output of the model holds the features, and how they are pooled. */
export const encoderOutput = z.object({
  name: z.string().min(1).max(512),
  pooling: z.enum(poolings),
});
export type EncoderOutput = z.infer<typeof encoderOutput>;
