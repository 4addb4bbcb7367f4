import type { HostedDataset, IncludedDataset, ShippedBenchmark } from './benchmark.ts';
import { digits } from './digits.ts';
import { fashionMnist } from './fashion-mnist.ts';
import { imagenet1k } from './imagenet-1k.ts';
import { objectnet } from './objectnet.ts';

export type { HostedDataset, IncludedDataset, ShippedBenchmark } from './benchmark.ts';

/** In the order in which they are seeded: the fastest first, so that a leaderboard fills soon. */
const shippedBenchmarks: readonly ShippedBenchmark[] = [digits, fashionMnist, imagenet1k, objectnet];

const isIncluded = (benchmark: ShippedBenchmark): benchmark is ShippedBenchmark<IncludedDataset> =>
  benchmark.dataset.kind === 'included';
const isHosted = (benchmark: ShippedBenchmark): benchmark is ShippedBenchmark<HostedDataset> =>
  benchmark.dataset.kind === 'hosted';

export const includedBenchmarks = shippedBenchmarks.filter(isIncluded);
export const hostedBenchmarks = shippedBenchmarks.filter(isHosted);
