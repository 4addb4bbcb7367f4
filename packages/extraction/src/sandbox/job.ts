import type { ExecutionProvider } from '@clusterboard/environment';
import type { Layout } from '@clusterboard/onnx/layouts';
import type { Pooling } from '@clusterboard/onnx/poolings';
import type { Preprocessing } from '@clusterboard/preprocessing';

/** What the parent asks of the child, as JSON in its first argument. */
export interface RunnerJob {
  /** As the child sees it. */
  readonly modelPath: string;
  /** Offsets of sizes of 0 in the file, which stand for any size. */
  readonly zeroSizes?: readonly number[];
  /** They come through a pipe, in reading order. */
  readonly image: {
    readonly count: number;
    readonly height: number;
    readonly width: number;
    readonly channels: 1 | 3;
  };
  readonly preprocessing: Preprocessing;
  /** Where the channels of the image are; without it, where the input's shape has their number. */
  readonly inputLayout?: 'nchw' | 'nhwc';
  readonly output: {
    readonly name?: string;
    /** Without it, what the number of axes meant before layouts were decided: [N, D], [N, C, H, W] or [N, T, D]. */
    readonly layout?: Layout;
    readonly pooling: Pooling;
    /** Features per image that the file shows; others are not what was decided on. */
    readonly dim?: number;
  };
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
