import type { TensorData } from '@clusterboard/preprocessing/tensor-format';
import type { UnstableCode } from '../sandbox/messages.ts';
import { Rejection } from '../sandbox/rejection.ts';

/** An image of an earlier batch, and the features that it had there. */
interface Sample {
  readonly input: TensorData;
  readonly features: Float32Array;
}

export interface StabilityOptions {
  /** Images per run. */
  readonly batch: number;
  /** Values of one input tensor. */
  readonly length: number;
  /** Whether the model computes in float16 somewhere that shows: in its input or its features. */
  readonly halfPrecision: boolean;
  /** Room for so many input values. */
  readonly allocate: (values: number) => TensorData;
  /** The features of a full batch, [batch × dim]. */
  readonly compute: (input: TensorData) => Promise<Float32Array>;
}

const sampledBatches = 2;
const samplesPerBatch = 8;
const aloneSamples = 4;

/**
 * How far the features of an image may differ between two runs, as L2 norms: this share of the spread of the
 * samples around their mean, or of the largest sample where all lie close together. Rounding stays far below;
 * quantisation with a scale of the whole batch lies above.
 */
const tolerances = {
  single: { ofSpread: 1e-3, ofNorm: 1e-5 },
  half: { ofSpread: 2e-2, ofNorm: 2e-3 },
} as const;

const rowOf = (features: Float32Array, row: number, dim: number): Float32Array =>
  features.subarray(row * dim, (row + 1) * dim);

function distance(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += ((one[at] ?? 0) - (other[at] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

/** The root mean square distance of the samples from their mean, and the largest norm among them. */
function scaleOf(samples: readonly Sample[], dim: number): { spread: number; norm: number } {
  const mean = new Float32Array(dim);
  for (const { features } of samples) {
    for (let at = 0; at < dim; at++) mean[at] = (mean[at] ?? 0) + (features[at] ?? 0) / samples.length;
  }
  const origin = new Float32Array(dim);
  const squares = samples.reduce((sum, { features }) => sum + distance(features, mean) ** 2, 0);
  return {
    spread: Math.sqrt(squares / samples.length),
    norm: Math.max(...samples.map(({ features }) => distance(features, origin))),
  };
}

/**
 * Whether the features of an image are its own: the same in other company, alone in its batch (which copies of
 * it fill), and when computed twice. Every run has the same batch size, so that only what the model computes
 * can make a difference. It samples the first two batches, so that a long run fails early.
 */
export class StabilityCheck {
  private readonly options: StabilityOptions;
  private readonly batches: Sample[][] = [];

  constructor(options: StabilityOptions) {
    this.options = options;
  }

  /** Whether enough batches were sampled. */
  get complete(): boolean {
    return this.batches.length === sampledBatches;
  }

  /** Keeps some images of a batch of `rows` and their features, [rows × dim]. */
  sample(input: TensorData, features: Float32Array, rows: number): void {
    const { length } = this.options;
    const dim = features.length / rows;
    const count = Math.min(samplesPerBatch, rows);
    this.batches.push(
      Array.from({ length: count }, (_, index) => {
        const row = Math.floor((index * rows) / count);
        return {
          input: input.slice(row * length, (row + 1) * length),
          features: features.slice(row * dim, (row + 1) * dim),
        };
      }),
    );
  }

  /** @throws Rejection where the features of an image differ between runs, and what running the model throws */
  async run(): Promise<void> {
    const samples = this.interleaved();
    const dim = samples[0]?.features.length ?? 0;
    const { batch } = this.options;
    // Reversed, so that each has another place in the batch too.
    const together = samples.slice(0, batch).reverse();
    const check = this.comparison(samples, dim);
    const features = await this.compute(together);
    const again = await this.compute(together);
    for (const place of together.keys()) {
      check(rowOf(features, place, dim), rowOf(again, place, dim), 'FEATURES_NOT_DETERMINISTIC');
    }
    for (const [place, sample] of together.entries()) {
      check(sample.features, rowOf(features, place, dim), 'FEATURES_DEPEND_ON_BATCH');
    }
    if (batch === 1) return;
    for (const sample of samples.slice(0, aloneSamples)) {
      const alone = await this.compute([sample]);
      check(sample.features, rowOf(alone, 0, dim), 'FEATURES_DEPEND_ON_BATCH');
    }
  }

  /** Samples of one batch next to those of the other. */
  private interleaved(): readonly Sample[] {
    return Array.from({ length: samplesPerBatch }, (_, index) =>
      this.batches.flatMap((samples) => samples.slice(index, index + 1)),
    ).flat();
  }

  /** A batch of these samples, repeated until it is full. */
  private async compute(samples: readonly Sample[]): Promise<Float32Array> {
    const { batch, length, allocate, compute } = this.options;
    const input = allocate(batch * length);
    for (let row = 0; row < batch; row++) {
      const sample = samples[row % samples.length];
      if (sample) input.set(sample.input, row * length);
    }
    return compute(input);
  }

  private comparison(samples: readonly Sample[], dim: number) {
    const { ofSpread, ofNorm } = tolerances[this.options.halfPrecision ? 'half' : 'single'];
    const { spread, norm } = scaleOf(samples, dim);
    const tolerated = Math.max(ofSpread * spread, ofNorm * norm);
    return (one: Float32Array, other: Float32Array, code: UnstableCode): void => {
      const difference = distance(one, other);
      if (difference <= tolerated) return;
      const relative = difference / (spread || norm || 1);
      throw new Rejection({ code, details: { difference: Number.isFinite(relative) ? relative : null } });
    };
  }
}
