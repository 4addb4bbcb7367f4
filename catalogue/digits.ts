import { importDigits } from '@clusterboard/datasets';
import { strict1 } from '@clusterboard/evaluation';
import type { IncludedDataset, ShippedBenchmark } from './benchmark.ts';

export const digits: ShippedBenchmark<IncludedDataset> = {
  slug: 'digits',
  position: 1,
  name: 'Handwritten digits',
  summary: 'Digits from 0 to 9 in 8×8 greyscale. Evaluates in seconds, so try your export here first.',
  protocol: strict1,
  dataset: {
    kind: 'included',
    contentSha256: '019a25aa3fefea8708b30a6e03adc2a84f8a3b9d65b12c31bbc700759151f418',
    importInto: (directory) => importDigits(directory),
  },
};
