import { expect, it } from 'vitest';
import { numberedNotes } from './numbered-notes.ts';

it('numbers distinct notes by their first use', () => {
  const { notes, numberOf } = numberedNotes(['from a table', 'from plots', 'from a table', 'for reference']);
  expect(notes).toEqual(['from a table', 'from plots', 'for reference']);
  expect(['from a table', 'from plots', 'for reference'].map(numberOf)).toEqual([1, 2, 3]);
});
