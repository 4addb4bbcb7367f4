import { encoderOutput, layouts, poolings } from '@clusterboard/onnx';
import { submissionFields } from '@clusterboard/onnx/submission-fields';
import { z } from 'zod';

/** One of several, or '' until the visitor has chosen where the file does not tell. */
const chosen = <Value extends string>(values: readonly Value[], message: string) =>
  z.enum(['', ...values]).refine((value) => value !== '', message);

/** The form as the visitor fills it in; the API checks it with the same schema. */
export const submitValues = submissionFields.extend({
  benchmark: z.string().min(1, 'Choose a benchmark.'),
  outputName: encoderOutput.shape.name,
  layout: chosen(layouts, 'Choose the axes.'),
  pooling: chosen(poolings, 'Choose the pooling.'),
});

export type SubmitValues = z.infer<typeof submitValues>;
