import type { BoardOrder, BoardPosition, BoardRow } from '@clusterboard/core';
import { z } from 'zod';
import { readMoment } from '../platform/date-time.ts';
import { userError } from '../platform/user-error.ts';

const schema = z.tuple([z.string(), z.number(), z.string(), z.string().max(64)]);

const orderName = ({ by, metric }: BoardOrder): string => (by === 'score' ? metric : by);

/** Marks a place by what orders it, not by its number, so that it stays valid while others publish. */
export const encodeCursor = (order: BoardOrder, { key, publishedAt, submissionId }: BoardRow): string =>
  Buffer.from(JSON.stringify([orderName(order), key, publishedAt.toISOString(), submissionId])).toString(
    'base64url',
  );

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** @throws GraphQLError for what is no cursor, or one of another order */
export function decodeCursor(order: BoardOrder, cursor: string): BoardPosition {
  const place = schema.safeParse(parsed(cursor));
  if (!place.success) throw userError('Invalid leaderboard cursor.');
  const [ordered, key, text, submissionId] = place.data;
  if (ordered !== orderName(order)) {
    throw userError('This cursor belongs to another sort order; start again from the first page.');
  }
  const publishedAt = readMoment(text);
  if (publishedAt === null || submissionId.includes('\0')) {
    throw userError('Invalid leaderboard cursor.');
  }
  return { key, publishedAt, submissionId };
}
