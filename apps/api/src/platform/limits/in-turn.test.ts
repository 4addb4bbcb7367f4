import { expect, it } from 'vitest';
import { createTurns } from './in-turn.ts';

/** A work that says when it began, and ends when it is told to. */
function held() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, ended };
}

it('runs works of one key one after the other, and of others at the same time', async () => {
  const inTurn = createTurns();
  const log: string[] = [];
  const first = held();
  const begun = held();
  const works = [
    inTurn('a', async () => {
      log.push('a1 begins');
      await first.ended;
      log.push('a1 ends');
    }),
    inTurn('a', async () => void log.push('a2')),
    inTurn('b', async () => {
      log.push('b');
      begun.end();
    }),
  ];
  await begun.ended;
  expect(log).toEqual(['a1 begins', 'b']);
  first.end();
  await Promise.all(works);
  expect(log).toEqual(['a1 begins', 'b', 'a1 ends', 'a2']);
});

it('goes on after a work that failed, which alone rejects', async () => {
  const inTurn = createTurns();
  const failed = inTurn('a', () => Promise.reject(new Error('no')));
  const next = inTurn('a', async () => 'yes');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
