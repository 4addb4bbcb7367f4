import { expect, it } from 'vitest';
import { closedReasonFor } from './closed-reason.ts';

const benchmarks = [
  { slug: 'fashion-mnist', closedReason: null },
  { slug: 'imagenet-1k', closedReason: 'ImageNet-1k takes no submissions here.' },
];

it('has nothing to say about a benchmark that is offered', () => {
  expect(closedReasonFor(benchmarks, 'fashion-mnist')).toBeNull();
});

it('tells why a benchmark is closed', () => {
  expect(closedReasonFor(benchmarks, 'imagenet-1k')).toBe('ImageNet-1k takes no submissions here.');
});

it('tells that there is no such benchmark, in few words', () => {
  expect(closedReasonFor(benchmarks, 'zzz')).toContain('“zzz”');
  expect(closedReasonFor(benchmarks, 'z'.repeat(5000))?.length).toBeLessThan(200);
});
