import { expect, it } from 'vitest';
import { leavesPage } from './use-leave-warning.ts';

const here = 'https://board.example/submit?benchmark=digits';
const link = (href: string, change: { target?: string; download?: string } = {}) =>
  leavesPage({ href, target: '', download: '', ...change }, here);

it.each(['https://board.example/', '/benchmarks/digits', '/submit', 'https://elsewhere.example/submit'])(
  '%s leads away',
  (href) => expect(link(href)).toBe(true),
);

it('stays where a link leads to a place on the page, to another tab or to a file', () => {
  expect(link(`${here}#content`)).toBe(false);
  expect(link('/api', { target: '_blank' })).toBe(false);
  expect(link('/benchmarks/digits/leaderboard.csv', { download: 'board.csv' })).toBe(false);
});
