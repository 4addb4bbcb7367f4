import type { SubmitValues } from './submit-values.ts';

/** A complete form; for tests. */
export const someValues: SubmitValues = {
  benchmark: 'digits',
  name: 'SimCLR',
  description: '',
  submittedBy: 'Ada',
  preprocessing: {
    height: 8,
    width: 8,
    interpolation: 'bilinear',
    colour: 'grey',
    scale: 1,
    mean: [0],
    std: [1],
  },
  outputName: 'features',
  layout: 'nd',
  pooling: 'none',
};
