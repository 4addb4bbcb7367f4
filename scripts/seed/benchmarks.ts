import { importDigits, importFashionMnist, type Pack } from '@clusterboard/datasets';
import type { Result } from '@clusterboard/problems';

/** A benchmark that comes with the product: where its images come from and what its page says. */
export interface ShippedBenchmark {
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
  readonly importInto: (directory: string) => Promise<Result<Pack>>;
}

export const shippedBenchmarks: readonly ShippedBenchmark[] = [
  {
    slug: 'fashion-mnist',
    name: 'Fashion-MNIST',
    summary:
      'Articles of clothing in ten classes. Small and quick, yet shirts, pullovers and coats are hard to tell apart without labels.',
    importInto: importFashionMnist,
  },
  {
    slug: 'digits',
    name: 'Handwritten digits',
    summary:
      'Digits from 0 to 9 in 8×8 grey values. Evaluates in seconds: the place to try an export before anything larger.',
    importInto: importDigits,
  },
];
