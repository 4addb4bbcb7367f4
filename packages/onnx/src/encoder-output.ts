import { z } from 'zod';
import { poolings } from './poolings.ts';

/** Which output of the model holds the features, and how they are pooled. */
export const encoderOutput = z.object({
  name: z.string().min(1, 'Choose an output.').max(512, 'Output names have at most 512 characters.'),
  pooling: z.enum(poolings),
});
export type EncoderOutput = z.infer<typeof encoderOutput>;
