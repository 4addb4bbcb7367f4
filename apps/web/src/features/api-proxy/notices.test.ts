import { expect, it } from 'vitest';
import { noticesIn, readNotices, writeNotices } from './notices.ts';

const full = { code: 'STORAGE_FULL', message: 'The server’s storage is full.', advice: 'Try again later.' };

it('brings notices through a header, whatever their characters', () => {
  const written = writeNotices([full]);
  expect(written).toMatch(/^[\x20-\x7e]*$/);
  expect(readNotices(written)).toEqual([full]);
});

it.each([null, '', '%', '{}', 'null', '[1]'])('finds none in %j', (header) => {
  expect(readNotices(header)).toEqual([]);
});

it('takes those of a health report, and none of one that is well or not understood', () => {
  const since = '2026-11-27T12:00:00.000Z';
  expect(noticesIn({ status: 'limited', notices: [{ ...full, since }] })).toEqual([full]);
  expect(noticesIn({ status: 'ok' })).toEqual([]);
  expect(noticesIn('<html>')).toEqual([]);
});
