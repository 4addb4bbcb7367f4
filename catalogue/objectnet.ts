import { strict1 } from '@clusterboard/evaluation';
import type { HostedDataset, Reported, ShippedBenchmark } from './benchmark.ts';
import { best, plots, reported, table } from './paper-2020.ts';

const fitted = 'k-means was fitted on ObjectNet.';

const published: Reported = {
  results: [
    reported(
      { ...table, caveat: `${table.caveat} ${fitted}` },
      'InfoMin ResNeXt-152',
      null,
      null,
      [6.53, 0.19],
      [1.59, 0.04],
    ),
    reported(
      {
        ...table,
        caveat: `${table.caveat} ${fitted} Named by the paper for its 1,500 clusters on ImageNet.`,
      },
      best,
      469,
      null,
      [6.47, 0.07],
      [1.32, 0.05],
    ),
    reported(
      { ...plots, caveat: `${plots.caveat} ${fitted}` },
      'BigBiGAN RevNet-50×4',
      null,
      null,
      4.92,
      null,
    ),
  ],
  curves: [],
};

export const objectnet: ShippedBenchmark<HostedDataset> = {
  slug: 'objectnet',
  position: 3,
  name: 'ObjectNet',
  summary:
    'Household objects from unusual viewpoints in unusual places: do features still separate classes when ImageNet’s biases don’t help?',
  protocol: strict1,
  dataset: {
    kind: 'hosted',
    classCount: 313,
    name: 'ObjectNet',
    description:
      'A test set without a training set. The operator of a server accepts its terms and imports it, split by class. Its images are never shown.',
    licence: 'CC-BY-4.0 with additional terms: not for tuning any parameter of a model',
    homepage: 'https://objectnet.dev/',
    // Four fifths of each class, rounded; an import may differ by a few images.
    trainCount: 40_218,
    testCount: 10_055,
  },
  reported: published,
};
