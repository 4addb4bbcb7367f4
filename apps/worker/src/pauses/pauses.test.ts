import { failure, problem, success } from '@clusterboard/problems';
import { describe, expect, it } from 'vitest';
import { Pauses } from './pauses.ts';

const full = problem('STORAGE_FULL', {});
const seconds = (now: number, at: Date) => (at.getTime() - now) / 1000;

describe('pauses', () => {
  it('grow from 5 s to 5 min while their cause lasts, and begin anew after it', () => {
    let now = 0;
    const pauses = new Pauses(() => now);
    const lengths: number[] = [];
    for (let tries = 0; tries < 9; tries++) {
      const { retryAt, since } = pauses.begin('all', full);
      expect(since).toEqual(new Date(0));
      lengths.push(seconds(now, retryAt));
      now = retryAt.getTime();
    }
    expect(lengths).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
    pauses.end('all');
    expect(seconds(now, pauses.begin('all', full).retryAt)).toBe(5);
  });

  it('count a fault that several tasks meet at once as one', () => {
    const pauses = new Pauses(() => 0);
    for (let task = 0; task < 3; task++) pauses.begin('all', full);
    expect(pauses.list()).toMatchObject([{ times: 1, retryAt: new Date(5000) }]);
  });

  it('keep only their own work waiting, until they are due', () => {
    let now = 0;
    const pauses = new Pauses(() => now);
    pauses.begin('dataset:digits', full);
    expect(pauses.waiting(['all', 'dataset:digits'])).toMatchObject({ problem: full });
    expect(pauses.waiting(['all', 'dataset:imagenet'])).toBeNull();
    now = 5000;
    expect(pauses.waiting(['dataset:digits'])).toBeNull();
  });

  it('end by themselves when what they wait for is proven', async () => {
    let now = 0;
    let there = false;
    const pauses = new Pauses(() => now);
    const proof = async () => (there ? success(undefined) : failure(full));
    pauses.begin('dataset:digits', full, proof);
    now = 5000;
    await pauses.proveAgain();
    expect(pauses.list()).toMatchObject([{ times: 2, retryAt: new Date(15_000) }]);
    there = true;
    await pauses.proveAgain();
    expect(pauses.list()).toHaveLength(1);
    now = 15_000;
    await pauses.proveAgain();
    expect(pauses.list()).toEqual([]);
  });

  it('are told of when they begin, grow and end', () => {
    let now = 0;
    let told = 0;
    const pauses = new Pauses(() => now);
    pauses.onChange = () => {
      told++;
    };
    pauses.begin('all', full);
    pauses.begin('all', full);
    now = 5000;
    pauses.begin('all', full);
    pauses.end('all');
    pauses.end('all');
    expect(told).toBe(3);
  });
});
