import { describe, expect, it } from 'vitest';
import { Rate } from './rate.ts';

describe('a rate', () => {
  it('is unknown until time has passed', () => {
    const rate = new Rate(4000);
    expect(rate.perSecond()).toBeNull();
    rate.note(10, 0);
    expect(rate.perSecond()).toBeNull();
  });

  it('forgets what is long ago', () => {
    const rate = new Rate(4000);
    rate.note(0, 0);
    rate.note(1000, 1000);
    expect(rate.perSecond()).toBe(1000);
    rate.note(1000, 5000);
    rate.note(1000, 9000);
    expect(rate.perSecond()).toBe(0);
  });

  it('never goes below zero when work restarts', () => {
    const rate = new Rate(4000);
    rate.note(500, 0);
    rate.note(0, 1000);
    expect(rate.perSecond()).toBe(0);
  });
});
