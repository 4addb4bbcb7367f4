import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();

/** Postgres has no year 0, and ISO 8601 writes years after 9999 differently. */
const first = Date.parse('0001-01-01T00:00:00.000Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

/** Parses an ISO 8601 date-time with a time zone, or a date, which means its start in UTC; null for other text. */
export function parseDateTime(text: string): Date | null {
  if (!instant.safeParse(text).success && !day.safeParse(text).success) return null;
  const date = new Date(text);
  return date.valueOf() >= first && date.valueOf() <= last ? date : null;
}
