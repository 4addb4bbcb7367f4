import { describe, expect, it } from 'vitest';
import { boardHref, orderedBy, parseBoardView } from './board-view.ts';

const plain = parseBoardView({});

describe('a board’s URL', () => {
  it('says nothing about the view that everyone sees first', () => {
    expect(plain).toEqual({ metric: 'ACC', direction: 'DESC', search: '', after: null, before: null });
    expect(boardHref('digits', plain)).toBe('/benchmarks/digits');
  });

  it('names order, direction and search', () => {
    const view = parseBoardView({ order: 'ari', direction: 'asc', q: ' sim clr ' });
    expect(view).toEqual({ metric: 'ARI', direction: 'ASC', search: 'sim clr', after: null, before: null });
    expect(boardHref('digits', view)).toBe('/benchmarks/digits?order=ari&direction=asc&q=sim+clr');
  });

  it.each([
    { order: 'acc', q: 'a&b=c', after: 'x/y+z==' },
    { order: 'mi', direction: 'asc', before: 'cursor' },
  ])('survives being read and written: %o', (params) => {
    const view = parseBoardView(params);
    const written = new URL(boardHref('digits', view), 'http://localhost').searchParams;
    expect(parseBoardView(Object.fromEntries(written))).toEqual(view);
  });

  it('passes over what it does not know', () => {
    expect(parseBoardView({ order: 'speed', direction: 'sideways', page: '3' })).toEqual(plain);
  });

  it('takes the first of several values, and bounds a search', () => {
    expect(parseBoardView({ order: ['ami', 'mi'] }).metric).toBe('AMI');
    expect(parseBoardView({ q: 'x'.repeat(500) }).search).toHaveLength(100);
    expect(parseBoardView({ q: 'sim\u0000clr' }).search).toBe('sim clr');
  });

  it('turns to one page, not to two', () => {
    expect(parseBoardView({ after: 'a', before: 'b' })).toMatchObject({ after: 'a', before: null });
  });

  it('keeps a slug from leaving its path', () => {
    expect(boardHref('../x?y', {})).toBe('/benchmarks/..%2Fx%3Fy');
  });
});

describe('a click on a header', () => {
  it('puts the best first, then turns the order round', () => {
    const byAri = orderedBy(plain, 'ARI');
    expect(byAri).toMatchObject({ metric: 'ARI', direction: 'DESC' });
    expect(orderedBy(byAri, 'ARI').direction).toBe('ASC');
    expect(orderedBy(orderedBy(byAri, 'ARI'), 'ARI').direction).toBe('DESC');
  });

  it('keeps the search and goes back to the first page', () => {
    const view = parseBoardView({ q: 'clr', after: 'cursor' });
    expect(orderedBy(view, 'MI')).toMatchObject({ search: 'clr', after: null, before: null });
  });
});
