import { describe, expect, it } from 'vitest';
import { finish, runCooperatively, type Steps } from './cooperative.ts';

function* busy(until: number): Steps<number> {
  const end = performance.now() + until;
  let pauses = 0;
  while (performance.now() < end) {
    pauses += 1;
    yield;
  }
  return pauses;
}

function* sum(upTo: number): Steps<number> {
  let total = 0;
  for (let i = 1; i <= upTo; i++) {
    total += i;
    yield;
  }
  return total;
}

describe('cooperative steps', () => {
  it('give the same result in one run and in slices', async () => {
    expect(finish(sum(1000))).toBe(500_500);
    expect(await runCooperatively(sum(1000))).toBe(500_500);
  });

  it('let other work run in between', async () => {
    let ended = false;
    let served = 0;
    const serve = () => {
      served += 1;
      if (!ended) setImmediate(serve);
    };
    serve();
    function* untilServed(): Steps<void> {
      const tooLong = busy(10_000);
      while (served < 3 && !tooLong.next().done) yield;
    }
    await runCooperatively(untilServed());
    ended = true;
    expect(served).toBeGreaterThan(2);
  });

  it('stop when the signal is aborted', async () => {
    const stop = new AbortController();
    const work = runCooperatively(busy(60_000), stop.signal);
    setImmediate(() => stop.abort());
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  });
});
