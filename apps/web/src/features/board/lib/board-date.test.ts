import { describe, expect, it } from 'vitest';
import { asOfInput, futureAsOf, shownView } from './board-date.ts';
import { parseBoardView } from './board-view.ts';

describe('a moment of a board', () => {
  it('is a revision or the end of a day, for the API', () => {
    expect(asOfInput(null)).toBeNull();
    expect(asOfInput('12')).toEqual({ revision: 12 });
    expect(asOfInput('2026-01-31')).toEqual({ at: '2026-01-31T23:59:59.999Z' });
  });

  it('is none while its day lasts', () => {
    expect(asOfInput(new Date().toISOString().slice(0, 10))).toBeNull();
    expect(asOfInput('9999-12-31')).toBeNull();
  });

  it('is passed over where the board has not come to it', () => {
    const view = parseBoardView({ 'as-of': '12', order: 'ami' });
    expect(shownView(view, 12)).toEqual(view);
    expect(shownView(view, 11)).toEqual({ ...view, asOf: null });
    const day = parseBoardView({ 'as-of': '2026-01-31' });
    expect(shownView(day, 0)).toEqual(day);
    const ahead = parseBoardView({ 'as-of': '9999-12-31' });
    expect(shownView(ahead, 12)).toEqual({ ...ahead, asOf: null });
  });

  it('is told where it is still to come', () => {
    expect(futureAsOf({ asOf: '12' }, 11)).toBe('12');
    expect(futureAsOf({ asOf: '9999-12-31' }, 11)).toBe('9999-12-31');
    for (const asOf of ['12', '2026-01-31', null]) expect(futureAsOf({ asOf }, 12)).toBeNull();
  });
});
