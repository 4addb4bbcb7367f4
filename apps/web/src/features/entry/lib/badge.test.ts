import { expect, it } from 'vitest';
import { badge } from './badge.ts';

it('is an image with its text as its name', () => {
  const svg = badge('Fashion-MNIST', 'ACC 50.73 ± 3.13');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="20" role="img"/);
  expect(svg).toContain('aria-label="Fashion-MNIST: ACC 50.73 ± 3.13"');
});

it('lets no text become markup', () => {
  const svg = badge('<script>alert("x")</script>', '&');
  expect(svg).not.toContain('<script>');
  expect(svg).toContain('&lt;script&gt;');
  expect(svg).toContain('&amp;');
});

it('grows with what it says', () => {
  const width = (svg: string) => Number(/width="(\d+)"/.exec(svg)?.[1]);
  expect(width(badge('a', 'ACC 50.73 ± 3.13, rank 12 of 340'))).toBeGreaterThan(width(badge('a', 'b')));
});
