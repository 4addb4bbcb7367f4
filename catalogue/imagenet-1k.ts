import { strict1 } from '@clusterboard/evaluation';
import type { HostedDataset, Reported, ShippedBenchmark } from './benchmark.ts';
import { best, curve, plots, reported, table } from './paper-2020.ts';

const published: Reported = {
  results: [
    reported(table, best, 1500, 77.2, [46.03, 0.21], [23.94, 0.16]),
    reported(table, best, 1000, 77.2, [39.07, 0.61], [22.8, 0.6]),
    reported(plots, 'InfoMin ResNeXt-152', 1000, 75.2, 38.6, 22.15),
    reported(plots, 'InfoMin ResNet-50', 1000, 73.0, 33.17, 14.71),
    reported(plots, 'SimCLRv2 ResNet-152 ×3 + SK', 1000, 79.8, 31.15, 13.84),
    reported(plots, 'MoCo v2 ResNet-50', 1000, 71.1, 23.09, 11.99),
    reported(plots, 'SimCLRv2 ResNet-50', 1000, 71.7, 22.4, 10.97),
    reported(plots, 'SwAV ResNet-50', 1000, 75.3, 15.04, 7.72),
    reported(plots, 'BigBiGAN RevNet-50×4', 1000, 61.3, 3, 1.01),
    reported(
      {
        ...plots,
        caveat:
          'For reference: a clustering method of its own, not k-means on a frozen encoder. Read from the authors’ plots.',
      },
      'SCAN',
      1000,
      null,
      39.9,
      27.5,
    ),
  ],
  curves: [
    curve('PCA_DIMENSIONS', 1000, [
      [16, 7.89, 3.97],
      [32, 10.64, 5.77],
      [64, 15.01, 8.4],
      [128, 20.0, 12.06],
      [256, 26.94, 16.72],
      [512, 33.32, 21.31],
      [1024, 38.18, 23.39],
      [2048, 38.41, 22.61],
    ]),
    curve('CLUSTERS', null, [
      [1000, 39.01, 22.57],
      [1250, 43.77, 23.83],
      [1500, 46.15, 24.77],
      [1750, 47.27, 24.54],
      [2000, 48.37, 24.44],
      [2500, 50.03, 22.87],
      [3000, 50.95, 21.67],
      [4000, 52.38, 19.05],
      [5000, 53.45, 16.97],
    ]),
  ],
};

export const imagenet1k: ShippedBenchmark<HostedDataset> = {
  slug: 'imagenet-1k',
  position: 2,
  name: 'ImageNet-1k',
  summary: 'Photographs in 1,000 classes: the benchmark and scale of the paper that the protocol follows.',
  protocol: strict1,
  dataset: {
    kind: 'hosted',
    classCount: 1000,
    name: 'ImageNet-1k (ILSVRC 2012)',
    description:
      'The ILSVRC 2012 training images, with the validation images as the test split. The operator of a server imports them.',
    licence: 'ImageNet terms of access',
    homepage: 'https://www.image-net.org/',
    trainCount: 1_281_167,
    testCount: 50_000,
  },
  reported: published,
};
