import { encoderOutput } from '@clusterboard/onnx';
import { submissionFields } from '@clusterboard/onnx/submission-fields';
import { z } from 'zod';

/** The form as the visitor fills it in; the API checks it with the same schema. */
export const submitValues = submissionFields.extend({
  benchmark: z.string().min(1, 'Choose a benchmark.'),
  outputName: encoderOutput.shape.name,
});

export type SubmitValues = z.infer<typeof submitValues>;
