import type { Reported } from '@clusterboard/core';

type Result = Reported['results'][number];
type Curve = Reported['curves'][number];
/** In per cent, as the paper prints them. */
type Figure = number | readonly [mean: number, deviation: number] | null;

const source = {
  sourceTitle:
    'Zheltonozhskii, Baskin, Bronstein and Mendelson, Self-Supervised Learning for Large-Scale Unsupervised Image Clustering (2020), arXiv 2008.10312',
  sourceUrl: 'https://arxiv.org/abs/2008.10312',
};

const table = {
  provenance: 'PUBLISHED_TABLE',
  caveat:
    'From a published table. Train features came from one augmented view, with batch-norm in training mode.',
} as const;
const plots = {
  provenance: 'READ_FROM_PLOTS',
  caveat: 'Read from the authors’ plots; the model’s name is inferred from its linear accuracy.',
} as const;

// Twelve digits are more than were printed: the share is the decimal number and nothing of the division.
const share = (percent: number): number => Number((percent / 100).toFixed(12));
const mean = (figure: Figure): number | null =>
  figure === null ? null : share(typeof figure === 'number' ? figure : figure[0]);
const deviation = (figure: Figure): number | null =>
  figure === null || typeof figure === 'number' ? null : share(figure[1]);

function reported(
  origin: Pick<Result, 'provenance' | 'caveat'>,
  method: string,
  clusters: number | null,
  linearProbe: number | null,
  acc: Exclude<Figure, null>,
  ari: Figure,
): Result {
  return {
    ...source,
    ...origin,
    method,
    clusters,
    linearProbe: mean(linearProbe),
    accMean: mean(acc) ?? 0,
    accStd: deviation(acc),
    ariMean: mean(ari),
    ariStd: deviation(ari),
  };
}

const curve = (
  axis: Curve['axis'],
  clusters: number | null,
  points: readonly (readonly [at: number, acc: number, ari: number])[],
): Curve => ({
  ...source,
  provenance: 'READ_FROM_PLOTS',
  caveat:
    'Read from the authors’ plots of one encoder; at 1,000 clusters its scores are those of SimCLRv2 ResNet-152 + SK within their deviation.',
  axis,
  clusters,
  points: points.map(([at, acc, ari]) => ({ at, acc: share(acc), ari: share(ari) })),
});

const best = 'SimCLRv2 ResNet-152 + SK';

const imagenet: Reported = {
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

const fitted = 'k-means was fitted on ObjectNet.';

const objectnet: Reported = {
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

/** What has been published on the images of a benchmark, by its slug. */
export const reportedResults: Readonly<Record<string, Reported>> = { 'imagenet-1k': imagenet, objectnet };
