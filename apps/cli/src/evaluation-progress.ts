import type { EvaluationProgress } from '@clusterboard/evaluation';
import type { Progress } from './output/progress.ts';

const labels: Readonly<Record<EvaluationProgress['stage'], string>> = {
  pca: 'PCA',
  cluster: 'k-means',
  interval: 'intervals',
  curves: 'curves',
  probes: 'probes',
};

/** Shows how far an evaluation is. */
export const evaluationProgress =
  (progress: Progress) =>
  ({ stage, done, total }: EvaluationProgress): void =>
    progress.show(labels[stage], done, total);
