import { poolings } from '@clusterboard/onnx';
import { preprocessing } from '@clusterboard/preprocessing';
import { z } from 'zod';

/** Characters. */
export const mostInName = 80;
export const mostInDescription = 2000;

const text = (missing: string) =>
  z.string().trim().min(1, missing).max(mostInName, `At most ${mostInName} characters.`);

/** The form as the visitor fills it in; the API holds it against the same rules again. */
export const submitValues = z.object({
  benchmark: z.string().min(1, 'Choose a benchmark.'),
  name: text('Give the encoder a name.'),
  description: z.string().trim().max(mostInDescription, `At most ${mostInDescription} characters.`),
  submittedBy: text('Tell who submits it; it is shown beside the entry.'),
  preprocessing,
  outputName: z.string().min(1, 'Choose an output.'),
  pooling: z.enum(poolings),
});

export type SubmitValues = z.infer<typeof submitValues>;
