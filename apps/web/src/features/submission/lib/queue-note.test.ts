import { expect, it } from 'vitest';
import { progressNote, queueNote } from './queue-note.ts';

it.each([
  [0, 20, 'next in queue, less than a minute left'],
  [3, 400, '3 ahead in queue, about 7 minutes left'],
  [3, null, '3 ahead in queue'],
  [null, null, 'next in queue'],
])('%s ahead and %s s left: %s', (queuePosition, remainingSeconds, note) => {
  expect(queueNote({ state: 'QUEUED', queuePosition }, remainingSeconds)).toBe(note);
});

it('the estimate stands beside the position, or below what is under way', () => {
  const running = { state: 'EXTRACTING', queuePosition: null } as const;
  expect(progressNote(running, 170)).toBe('About 3 minutes left. ');
  expect(progressNote(running, null)).toBe('');
  // A worker had to leave it.
  expect(progressNote({ ...running, queuePosition: 0 }, 170)).toBe('');
  expect(progressNote({ state: 'QUEUED', queuePosition: 2 }, 170)).toBe('');
});
