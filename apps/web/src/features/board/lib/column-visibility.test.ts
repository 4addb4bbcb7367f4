import { describe, expect, it } from 'vitest';
import { columnIds, defaultColumns } from './board-columns.ts';
import { columnVisibility, condensedColumns, condensedVisibility } from './column-visibility.ts';

const widthOf = (classes: string) => /\b(?:md|lg|xl)\b/.exec(classes)?.[0];

describe('a column', () => {
  it.each(columnIds)('%s is shown on every width when it orders the board', (order) => {
    expect(columnVisibility(order, { columns: columnIds, order })).toBe('');
    expect(condensedVisibility(order, { columns: columnIds, order })).toBe('hidden');
  });

  it.each(columnIds)('%s comes at the width at which it goes from under the name', (id) => {
    const shown = { columns: [...defaultColumns, id], order: id === 'acc' ? 'ari' : 'acc' } as const;
    const width = widthOf(columnVisibility(id, shown));
    expect(width).toBe(widthOf(condensedVisibility(id, shown)));
    expect(columnVisibility(id, shown)).toBe(width ? `hidden ${width}:table-cell` : 'hidden');
  });

  it('waits for room where many are chosen, and stays under the name where there is none', () => {
    const many = ['acc', 'ari', 'ami', 'mi', 'nmi', 'parameters', 'dimension', 'speed', 'date'] as const;
    const all = { columns: many, order: 'acc' } as const;
    expect(many.map((id) => widthOf(columnVisibility(id, all)))).toEqual([
      undefined,
      ...['md', 'md', 'md', 'lg', 'lg', 'xl', 'xl'],
      undefined,
    ]);
    expect(columnVisibility('date', all)).toBe('hidden');
    expect(condensedVisibility('date', all)).toBe('');
  });

  it('leaves room for one that orders the board and is no score', () => {
    const usual = { columns: defaultColumns, order: 'date' } as const;
    expect(columnVisibility('ami', usual)).toBe('hidden md:table-cell');
    expect(columnVisibility('mi', usual)).toBe('hidden lg:table-cell');
  });
});

it('leaves under the name until last what has no room for longest', () => {
  expect(condensedColumns({ columns: ['acc', 'ari', 'speed', 'date'], order: 'acc' })).toEqual([
    'ari',
    'date',
    'speed',
  ]);
});
