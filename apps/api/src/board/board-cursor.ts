import type { BoardOrder, BoardPosition, BoardRow } from '@clusterboard/core';
import { z } from 'zod';
import { parseDateTime } from '../platform/date-time.ts';
import { isPostgresText } from '../platform/postgres-text.ts';
import { userError } from '../platform/user-error.ts';

const schema = z.tuple([z.string(), z.number(), z.string(), z.string().max(64)]);

const orderName = ({ by, metric }: BoardOrder): string => (by === 'score' ? metric : by);

/** A position by its sort key, not by its number, so that it stays valid while others publish. */
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

/** @throws GraphQLError if the cursor is invalid or belongs to another sort order */
export function decodeCursor(order: BoardOrder, cursor: string): BoardPosition {
  const position = schema.safeParse(parsed(cursor));
  if (!position.success) throw userError('Invalid leaderboard cursor.');
  const [ordered, key, text, submissionId] = position.data;
  if (ordered !== orderName(order)) {
    throw userError('This cursor belongs to another sort order; start again from the first page.');
  }
  const publishedAt = parseDateTime(text);
  if (publishedAt === null || !isPostgresText(submissionId)) {
    throw userError('Invalid leaderboard cursor.');
  }
  return { key, publishedAt, submissionId };
}
