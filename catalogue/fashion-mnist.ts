import { importFashionMnist } from '@clusterboard/datasets';
import { strict1 } from '@clusterboard/evaluation';
import type { IncludedDataset, ShippedBenchmark } from './benchmark.ts';

export const fashionMnist: ShippedBenchmark<IncludedDataset> = {
  slug: 'fashion-mnist',
  position: 0,
  name: 'Fashion-MNIST',
  summary:
    'Clothing in ten classes. Small and fast, but shirts, pullovers and coats are hard to separate without labels.',
  protocol: strict1,
  dataset: {
    kind: 'included',
    contentSha256: '99dcc3bff098d38e2de799aaac864cf43830c652a860a4a977d97aac1738cb0a',
    importInto: importFashionMnist,
  },
};
