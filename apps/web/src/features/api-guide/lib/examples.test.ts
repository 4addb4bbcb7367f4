import { expect, it } from 'vitest';
import { examplesFor } from './examples.ts';

const revisionFor = (entries: readonly string[]) =>
  examplesFor({ slug: 'digits', entries }).find(({ title }) => title === 'An earlier leaderboard')?.variables
    .revision;

it('asks for a revision that the board has come to, also where nothing was ever published', () => {
  expect(revisionFor(['one', 'two'])).toBe(1);
  expect(revisionFor([])).toBe(0);
});
