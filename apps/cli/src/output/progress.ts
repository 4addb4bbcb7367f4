import type { EvaluationProgress } from '@clusterboard/evaluation';
import type { SingleBar } from 'cli-progress';

/** Tells people how far long work is. */
export interface Progress {
  /** A new `label` begins a new line. */
  show(label: string, done: number, total: number): void;
  /** Ends the line under way; to be called however the work ended. */
  stop(): void;
}

const silent: Progress = { show: () => {}, stop: () => {} };

/** A bar on `stream` while that is a terminal; nothing otherwise. */
export async function createProgress(stream: NodeJS.WriteStream): Promise<Progress> {
  if (!stream.isTTY) return silent;
  const { SingleBar } = await import('cli-progress');
  let current: { readonly label: string; readonly bar: SingleBar } | undefined;
  const stop = () => {
    current?.bar.stop();
    current = undefined;
  };
  return {
    stop,
    show(label, done, total) {
      if (current?.label !== label) {
        stop();
        const bar = new SingleBar({
          stream,
          format: '{label} {bar} {percentage}% {value}/{total}',
          barCompleteChar: '█',
          barIncompleteChar: '░',
          barsize: 30,
          // Ctrl-C is answered by the program itself.
          gracefulExit: false,
        });
        bar.start(total, done, { label: label.padEnd(12) });
        current = { label, bar };
      }
      current.bar.setTotal(total);
      current.bar.update(done);
    },
  };
}

const labels: Readonly<Record<EvaluationProgress['stage'], string>> = {
  pca: 'PCA',
  cluster: 'k-means',
  interval: 'intervals',
  curves: 'curves',
  probes: 'probes',
  views: 'views',
};

/** Shows how far an evaluation is. */
export const evaluationProgress =
  (progress: Progress) =>
  ({ stage, done, total }: EvaluationProgress): void =>
    progress.show(labels[stage], done, total);
