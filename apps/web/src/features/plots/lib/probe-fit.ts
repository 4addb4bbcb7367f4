import { linearRegression, sampleCorrelation, sampleRankCorrelation } from 'simple-statistics';

/** Accuracies of one encoder, in [0, 1]. */
export interface ProbedPoint {
  /** Of a linear classifier that is fitted with labels. */
  readonly probe: number;
  /** Of the clusters. */
  readonly accuracy: number;
}

export interface ProbeFit {
  /** Least squares: accuracy = slope × probe + intercept. */
  readonly slope: number;
  readonly intercept: number;
  /** Pearson's r. */
  readonly pearson: number;
  /** Spearman's ρ; equal values share the mean of their ranks. */
  readonly spearman: number;
}

/** Two points lie on a line whatever they are. */
const fewest = 3;

/** The line through clustering against linear-probe accuracy; null where the points leave it undefined. */
export function probeFit(points: readonly ProbedPoint[]): ProbeFit | null {
  const probes = points.map(({ probe }) => probe);
  const accuracies = points.map(({ accuracy }) => accuracy);
  const distinct = (values: readonly number[]) => new Set(values).size;
  if (points.length < fewest || distinct(probes) < 2 || distinct(accuracies) < 2) return null;
  const { m, b } = linearRegression(points.map(({ probe, accuracy }) => [probe, accuracy]));
  return {
    slope: m,
    intercept: b,
    pearson: sampleCorrelation(probes, accuracies),
    spearman: sampleRankCorrelation(probes, accuracies),
  };
}
