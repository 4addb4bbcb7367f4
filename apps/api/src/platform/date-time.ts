import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();

/** Postgres has no year 0, and beyond 9999 ISO 8601 writes years in another way. */
const first = Date.parse('0001-01-01T00:00:00.000Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

/** A date-time of ISO 8601 with its zone, or a day, which begins in UTC; null for any other text. */
export function readMoment(text: string): Date | null {
  if (!instant.safeParse(text).success && !day.safeParse(text).success) return null;
  const moment = new Date(text);
  return moment.valueOf() >= first && moment.valueOf() <= last ? moment : null;
}
