import { describe, expect, it } from 'vitest';
import { columnIds, defaultColumns } from './board-columns.ts';
import { noFilter } from './board-filter.ts';
import {
  boardHref,
  compareHref,
  orderedBy,
  parseBoardView,
  rankMetric,
  selectingOnly,
  unscoredEntries,
  withColumn,
  withCompared,
  withPin,
} from './board-view.ts';

const plain = parseBoardView({});

describe('a board’s URL', () => {
  it('says nothing about the view that everyone sees first', () => {
    expect(plain).toEqual({
      order: 'acc',
      direction: 'DESC',
      search: '',
      filter: noFilter,
      asOf: null,
      columns: defaultColumns,
      pins: [],
      compare: [],
      after: null,
      before: null,
    });
    expect(boardHref('digits', plain)).toBe('/benchmarks/digits');
  });

  it('names order, direction and search', () => {
    const view = parseBoardView({ order: 'ari', direction: 'asc', q: ' sim clr ' });
    expect(view).toMatchObject({ order: 'ari', direction: 'ASC', search: 'sim clr' });
    expect(boardHref('digits', view)).toBe('/benchmarks/digits?order=ari&direction=asc&q=sim+clr');
  });

  it.each([
    { order: 'acc', q: 'a&b=c', after: 'x/y+z==' },
    { order: 'mi', direction: 'asc', before: 'cursor' },
    { order: 'parameters', direction: 'desc', 'as-of': '12' },
    { 'parameters-to': '5000000', since: '2026-11-01', 'as-of': '2026-11-23' },
    { order: 'ami', kind: 'baseline', 'dimension-from': '64' },
    { columns: 'acc,speed', pin: 'one,two', compare: 'two,three' },
  ])('survives being read and written: %o', (params) => {
    const view = parseBoardView(params);
    const written = new URL(boardHref('digits', view), 'http://localhost').searchParams;
    expect(parseBoardView(Object.fromEntries(written))).toEqual(view);
  });

  it('passes over what it does not know', () => {
    expect(
      parseBoardView({
        order: 'price',
        direction: 'sideways',
        page: '3',
        'as-of': 'then',
        since: 'monday',
        kind: 'x',
      }),
    ).toEqual(plain);
  });

  it('takes the first of several values, and bounds a search', () => {
    expect(parseBoardView({ order: ['ami', 'mi'] }).order).toBe('ami');
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
  it('starts from the usual end, then turns the order round', () => {
    const byAri = orderedBy(plain, 'ari');
    expect(byAri).toMatchObject({ order: 'ari', direction: 'DESC' });
    expect(orderedBy(byAri, 'ari').direction).toBe('ASC');
    expect(orderedBy(orderedBy(byAri, 'ari'), 'ari').direction).toBe('DESC');
  });

  it('puts small models first, and ranks by accuracy while it does', () => {
    const bySize = orderedBy(plain, 'parameters');
    expect(bySize).toMatchObject({ order: 'parameters', direction: 'ASC' });
    expect(rankMetric(bySize)).toBe('ACC');
    expect(boardHref('digits', bySize)).toBe('/benchmarks/digits?order=parameters');
  });

  it('shows the column that was hidden', () => {
    expect(orderedBy(plain, 'speed').columns).toContain('speed');
  });

  it('keeps the search and goes back to the first page', () => {
    const view = parseBoardView({ q: 'clr', after: 'cursor' });
    expect(orderedBy(view, 'mi')).toMatchObject({ search: 'clr', after: null, before: null });
  });
});

describe('columns', () => {
  it('are those that are named, in the board’s order, with the one that it is ordered by', () => {
    expect(parseBoardView({ columns: 'date,ari' }).columns).toEqual(['acc', 'ari', 'date']);
    expect(parseBoardView({ columns: 'date,ari', order: 'mi' }).columns).toEqual(['ari', 'mi', 'date']);
  });

  it('are the usual ones where none is named that exists', () => {
    expect(parseBoardView({ columns: 'colour,,' }).columns).toEqual(defaultColumns);
  });

  it('come and go by themselves, but never the one that orders the board', () => {
    expect(withColumn(plain, 'speed')?.columns).toEqual(
      columnIds.filter((id) => id === 'speed' || defaultColumns.includes(id)),
    );
    expect(withColumn(plain, 'date')?.columns).not.toContain('date');
    expect(withColumn(plain, 'acc')).toBeNull();
  });

  it('leave no trace in the address once they are the usual ones again', () => {
    const there = withColumn(plain, 'speed');
    const back = there && withColumn(there, 'speed');
    expect(back && boardHref('digits', back)).toBe('/benchmarks/digits');
  });
});

describe('entries that are kept', () => {
  it('are pinned and let go, eight at most, the oldest making room', () => {
    const ids = 'abcdefghi'.split('');
    const all = ids.reduce(withPin, plain);
    expect(all.pins).toEqual(ids.slice(1));
    expect(withPin(all, 'c').pins).not.toContain('c');
  });

  it('are compared, four at most', () => {
    const four = parseBoardView({ compare: 'a,b,c,d' });
    expect(withCompared(four, 'e')).toBeNull();
    expect(withCompared(four, 'b')?.compare).toEqual(['a', 'c', 'd']);
    expect(parseBoardView({ compare: 'a,b,c,d,e' }).compare).toEqual(['a', 'b', 'c', 'd']);
  });

  it('give up the places of those that are not on the board', () => {
    const view = selectingOnly(parseBoardView({ compare: 'gone,a,lost,b', pin: 'gone,b' }), [
      { entryId: 'a' },
      { entryId: 'b' },
    ]);
    expect(view).toMatchObject({ compare: ['a', 'b'], pins: ['b'] });
    expect(withCompared(view, 'c')?.compare).toEqual(['a', 'b', 'c']);
  });

  it('are named once, and never what is no id', () => {
    expect(parseBoardView({ pin: 'a,a,../b,c d,<e>' }).pins).toEqual(['a']);
  });

  it('stay through a new order, and their link can be read', () => {
    const view = orderedBy(parseBoardView({ pin: 'a', compare: 'b,c' }), 'mi');
    expect(boardHref('digits', view)).toBe('/benchmarks/digits?order=mi&pin=a&compare=b,c');
    expect(compareHref(['b', 'c'])).toBe('/compare?entries=b,c');
  });
});

describe('entries without the metric of a board', () => {
  const counts = { entryCount: 9, totalCount: 2 };

  it('are counted where nothing else narrows the board', () => {
    expect(unscoredEntries(parseBoardView({ order: 'fmi' }), counts)).toBe(7);
    for (const narrower of [{ q: 'sim' }, { 'as-of': '3' }, { kind: 'baseline' }]) {
      expect(unscoredEntries(parseBoardView({ order: 'fmi', ...narrower }), counts)).toBe(0);
    }
  });

  it('are none by a metric that every result has', () => {
    expect(unscoredEntries(plain, counts)).toBe(0);
    expect(unscoredEntries(parseBoardView({ order: 'parameters' }), counts)).toBe(0);
  });
});
