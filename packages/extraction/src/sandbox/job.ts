import type { ExecutionProvider } from '@clusterboard/environment';
import type { Preprocessing } from '@clusterboard/preprocessing';

/** What the parent asks of the child, as JSON in its first argument. */
export interface RunnerJob {
  /** As the child sees it. */
  readonly modelPath: string;
  /** They come through a pipe, in reading order. */
  readonly image: {
    readonly count: number;
    readonly height: number;
    readonly width: number;
    readonly channels: 1 | 3;
  };
  readonly preprocessing: Preprocessing;
  readonly output: { readonly name?: string; readonly pooling: 'mean' | 'first' };
  /** In order of preference. */
  readonly executionProviders: readonly ExecutionProvider[];
  readonly threads: number;
  /** For models that leave the batch open. */
  readonly batchSize: number;
  readonly featureDimLimit: number;
}

/** File descriptors that the child is born with, beside stdin (its lifeline) and stderr: all pipes but the file of
 * features, open for writing. Bubblewrap reads the seccomp filter and closes its descriptor. */
export const descriptors = { messages: 3, images: 4, features: 5, filter: 6 } as const;
