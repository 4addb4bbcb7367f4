import { describe, expect, it } from 'vitest';
import { invalidFilters } from './invalid-filters.ts';

describe('what a URL asks for in vain', () => {
  it('is told by name and text', () => {
    expect(
      invalidFilters({
        'parameters-to': '1.5 million',
        'dimension-from': '64x',
        'as-of': 'then',
        kind: '?',
      }),
    ).toEqual(['parameters to “1.5 million”', 'dimension from “64x”', 'kind “?”', 'as of “then”']);
  });

  it('is nothing where all can be read, is empty or is no condition', () => {
    expect(invalidFilters({})).toEqual([]);
    expect(invalidFilters({ 'parameters-from': '', kind: 'Baseline', 'as-of': '12', order: '?' })).toEqual(
      [],
    );
    expect(invalidFilters({ since: '2027-01-01', until: '2020-01-01' })).toEqual([]);
  });

  it('is quoted briefly', () => {
    expect(invalidFilters({ since: 'x'.repeat(500) })[0]).toHaveLength(48);
  });
});
