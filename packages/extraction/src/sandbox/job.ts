import type { ExecutionProvider } from '@clusterboard/environment';
import type { Preprocessing } from '@clusterboard/preprocessing';

/** What the parent asks of the child, as JSON in its first argument. */
export interface RunnerJob {
  /** As the child sees it. */
  readonly modelPath: string;
  readonly image: {
    readonly count: number;
    readonly height: number;
    readonly width: number;
    readonly channels: 1 | 3;
  };
  /** Whether the images lie by their rows in the pack, in a file that can be read anywhere; else they come in reading order. */
  readonly inPackOrder: boolean;
  readonly preprocessing: Preprocessing;
  readonly output: { readonly name?: string; readonly pooling: 'mean' | 'first' };
  /** In order of preference. */
  readonly executionProviders: readonly ExecutionProvider[];
  readonly threads: number;
  /** For models that leave the batch open. */
  readonly batchSize: number;
  readonly featureDimLimit: number;
}

/** File descriptors that the child is born with, beside stdin (its lifeline) and stderr. */
export const descriptors = { messages: 3, images: 4, features: 5 } as const;
