import type { ReportedCurve, ReportedResult } from './benchmark.ts';

/** In per cent, as the paper prints them. */
type Figure = number | readonly [mean: number, deviation: number] | null;

const source = {
  sourceTitle:
    'Zheltonozhskii, Baskin, Bronstein and Mendelson, Self-Supervised Learning for Large-Scale Unsupervised Image Clustering (2020), arXiv 2008.10312',
  sourceUrl: 'https://arxiv.org/abs/2008.10312',
};

export const table = {
  provenance: 'PUBLISHED_TABLE',
  caveat:
    'From a published table. Train features came from one augmented view, with batch-norm in training mode.',
} as const;
export const plots = {
  provenance: 'READ_FROM_PLOTS',
  caveat: 'Read from the authors’ plots; the model’s name is inferred from its linear accuracy.',
} as const;

// Rounded to more digits than were printed, so that no floating-point error of the division is stored.
const share = (percent: number): number => Number((percent / 100).toFixed(12));
const mean = (figure: Figure): number | null =>
  figure === null ? null : share(typeof figure === 'number' ? figure : figure[0]);
const deviation = (figure: Figure): number | null =>
  figure === null || typeof figure === 'number' ? null : share(figure[1]);

export function reported(
  origin: Pick<ReportedResult, 'provenance' | 'caveat'>,
  method: string,
  clusters: number | null,
  linearProbe: number | null,
  acc: Exclude<Figure, null>,
  ari: Figure,
): ReportedResult {
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

export const curve = (
  axis: ReportedCurve['axis'],
  clusters: number | null,
  points: readonly (readonly [at: number, acc: number, ari: number])[],
): ReportedCurve => ({
  ...source,
  provenance: 'READ_FROM_PLOTS',
  caveat:
    'Read from the authors’ plots of one encoder; at 1,000 clusters its scores are those of SimCLRv2 ResNet-152 + SK within their deviation.',
  axis,
  clusters,
  points: points.map(([at, acc, ari]) => ({ at, acc: share(acc), ari: share(ari) })),
});

/** The encoder that the paper names first. */
export const best = 'SimCLRv2 ResNet-152 + SK';
