import { expect, it } from 'vitest';
import { isArrow, nearest, nextPoint } from './next-point.ts';

const points = [
  { name: 'right', x: 0.7, y: 0.5 },
  { name: 'far right', x: 0.9, y: 0.5 },
  { name: 'up, a little left', x: 0.4, y: 0.8 },
  { name: 'down', x: 0.5, y: 0.1 },
  { name: 'here', x: 0.5, y: 0.5 },
];
const here = { x: 0.5, y: 0.5 };

it.each([
  ['ArrowRight', 'right'],
  ['ArrowUp', 'up, a little left'],
  ['ArrowDown', 'down'],
] as const)('%s goes to the point %s', (arrow, name) => {
  expect(nextPoint(points, here, arrow)?.name).toBe(name);
});

it('stays where nothing lies in that direction, and where all is', () => {
  expect(nextPoint(points, here, 'ArrowLeft')).toBeNull();
  expect(nextPoint([here, here], here, 'ArrowRight')).toBeNull();
});

it('knows the arrows from other keys', () => {
  expect(['ArrowUp', 'ArrowLeft', 'Enter', 'constructor'].map(isArrow)).toEqual([true, true, false, false]);
});

it('begins at the point nearest to a place', () => {
  expect(nearest(points, { x: 0.9, y: 0.6 })?.name).toBe('far right');
  expect(nearest([], here)).toBeNull();
});
