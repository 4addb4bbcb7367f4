import { importDigits, importFashionMnist, type Pack } from '@clusterboard/datasets';
import type { Result } from '@clusterboard/problems';

/** A benchmark that comes with the product: where its images come from and what its page says. */
export interface ShippedBenchmark {
  readonly slug: string;
  /** Order on the landing page. */
  readonly position: number;
  readonly name: string;
  readonly summary: string;
  readonly importInto: (directory: string) => Promise<Result<Pack>>;
}

/** In the order in which their examples are submitted: the quick one first, so that a board soon fills. */
export const shippedBenchmarks: readonly ShippedBenchmark[] = [
  {
    slug: 'digits',
    position: 1,
    name: 'Handwritten digits',
    summary:
      'Digits from 0 to 9 in 8×8 grey values. Evaluates in seconds: the place to try an export before anything larger.',
    importInto: importDigits,
  },
  {
    slug: 'fashion-mnist',
    position: 0,
    name: 'Fashion-MNIST',
    summary:
      'Articles of clothing in ten classes. Small and quick, yet shirts, pullovers and coats are hard to tell apart without labels.',
    importInto: importFashionMnist,
  },
];
