import { poolings } from '@clusterboard/onnx';
import { preprocessing } from '@clusterboard/preprocessing';
import { z } from 'zod';

const text = (most: number, missing: string) =>
  z.string().trim().min(1, missing).max(most, `At most ${most} characters.`);

/** The form as the visitor fills it in; the API holds it against the same rules again. */
export const submitValues = z.object({
  benchmark: z.string().min(1, 'Choose a benchmark.'),
  name: text(80, 'Give the encoder a name.'),
  description: z.string().trim().max(2000, 'At most 2000 characters.'),
  submittedBy: text(80, 'Tell who submits it; it is shown beside the entry.'),
  preprocessing,
  outputName: z.string().min(1, 'Choose an output.'),
  pooling: z.enum(poolings),
});

export type SubmitValues = z.infer<typeof submitValues>;
