import { describe, expect, it } from 'vitest';
import {
  describeFilter,
  filterInput,
  noFilter,
  parseCount,
  parseDay,
  parseFilter,
  writeFilter,
} from './board-filter.ts';

describe('a count', () => {
  it.each([
    ['129600', 129_600],
    ['129.6 k', 129_600],
    ['5M', 5_000_000],
    ['1.3b', 1_300_000_000],
    ['0', 0],
  ])('is read as people write it: %s', (text, count) => expect(parseCount(text)).toBe(count));

  it.each(['', 'many', '-5', '1e9', '5 TB', '1,000', '999999999999G'])('is none: “%s”', (text) => {
    expect(parseCount(text)).toBeNull();
  });
});

describe('a day', () => {
  it('must exist', () => {
    expect(parseDay('2026-11-23')).toBe('2026-11-23');
    for (const text of ['2026-02-30', '2026-13-01', '0000-01-01', '23.11.2026', ''])
      expect(parseDay(text)).toBeNull();
  });
});

describe('a filter', () => {
  const filter = { ...noFilter, maxParameters: 5_000_000, since: '2026-11-01', until: '2026-11-23' };
  const baselines = { ...noFilter, kind: 'baseline' } as const;

  it('survives being written and read', () => {
    const written = new Map(writeFilter(filter));
    expect(parseFilter((name) => written.get(name) ?? '')).toEqual(filter);
  });

  it('takes the ends of a range in either order', () => {
    const reversed = new Map([
      ['parameters-from', '100k'],
      ['parameters-to', '50k'],
      ['dimension-from', '64'],
      ['since', '2027-01-01'],
      ['until', '2020-01-01'],
    ]);
    expect(parseFilter((name) => reversed.get(name) ?? '')).toEqual({
      ...noFilter,
      minParameters: 50_000,
      maxParameters: 100_000,
      minDimension: 64,
      since: '2020-01-01',
      until: '2027-01-01',
    });
  });

  it('reaches to the end of its last day', () => {
    expect(filterInput(filter)).toEqual({
      parameters: { min: null, max: 5_000_000 },
      featureDimension: null,
      publishedAt: { min: '2026-11-01T00:00:00.000Z', max: '2026-11-23T23:59:59.999Z' },
      kind: null,
    });
  });

  it.each([
    ['submitted', 'submitted', 'SUBMITTED'],
    ['baseline', 'baseline', 'BASELINE'],
    ['Baseline', 'baseline', 'BASELINE'],
  ])('takes the kind “%s” from the URL and tells the API', (text, kind, asked) => {
    const read = parseFilter((name) => (name === 'kind' ? text : ''));
    expect(read).toEqual({ ...noFilter, kind });
    expect(new Map(writeFilter(read)).get('kind')).toBe(kind);
    expect(filterInput(read)).toMatchObject({ kind: asked, parameters: null });
  });

  it.each(['', 'all', 'baselines', 'constructor'])('asks for every kind for “%s”', (text) => {
    expect(parseFilter((name) => (name === 'kind' ? text : ''))).toEqual(noFilter);
  });

  it('asks for nothing when it is empty', () => {
    expect(filterInput(noFilter)).toBeNull();
    expect(describeFilter(noFilter)).toEqual([]);
  });

  it('can be read aloud', () => {
    expect(describeFilter(filter).join(', ').replaceAll('\u00a0', ' ')).toBe(
      'with at most 5.0 M parameters, published from 2026-11-01, published until 2026-11-23',
    );
    expect(describeFilter({ ...noFilter, minDimension: 64, maxDimension: 512 })).toEqual([
      'with 64 to 512 dimensions',
    ]);
    expect(describeFilter({ ...baselines, since: '2026-11-01' })).toEqual([
      'that are baselines',
      'published from 2026-11-01',
    ]);
    expect(describeFilter({ ...noFilter, kind: 'submitted' })).toEqual(['submitted by users']);
  });
});
