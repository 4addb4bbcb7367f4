import { describe, expect, it } from 'vitest';
import { parseBoardView } from './board-view.ts';
import { holds, stepped, type ViewStep } from './view-step.ts';

const plain = parseBoardView({});

describe('a step', () => {
  it.each<ViewStep>([
    { change: 'pin', entryId: 'a' },
    { change: 'compare', entryId: 'a' },
    { change: 'column', column: 'speed' },
  ])('brings and takes away: %o', (step) => {
    const there = stepped(plain, step);
    expect(holds(plain, step)).toBe(false);
    expect(there && holds(there, step)).toBe(true);
    expect(there && stepped(there, step)).toEqual(plain);
  });

  it('adds to the steps before it', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const four = ids.reduce((view, entryId) => stepped(view, { change: 'compare', entryId }) ?? view, plain);
    expect(four.compare).toEqual(ids);
    expect(stepped(four, { change: 'compare', entryId: 'e' })).toBeNull();
  });

  it('orders, and never hides the column of the order', () => {
    const byAri = stepped(plain, { change: 'order', column: 'ari' });
    expect(byAri?.order).toBe('ari');
    expect(byAri && holds(byAri, { change: 'order', column: 'ari' })).toBe(true);
    expect(stepped(plain, { change: 'column', column: 'acc' })).toBeNull();
  });
});
