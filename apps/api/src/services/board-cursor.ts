import type { BoardEntry, BoardMetric, BoardPlace } from '@clusterboard/database';
import { z } from 'zod';
import { userError } from '../user-error.ts';

const meanOf: Record<BoardMetric, (entry: BoardEntry) => number> = {
  acc: ({ accMean }) => accMean,
  ari: ({ ariMean }) => ariMean,
  ami: ({ amiMean }) => amiMean,
  mi: ({ miMean }) => miMean,
};

const schema = z.tuple([z.string(), z.number(), z.iso.datetime(), z.string().max(64)]);

/** Marks a place by what orders it, not by its number, so that it stays valid while others publish. */
export const encodeCursor = (metric: BoardMetric, entry: BoardEntry): string =>
  Buffer.from(
    JSON.stringify([metric, meanOf[metric](entry), entry.publishedAt.toISOString(), entry.submissionId]),
  ).toString('base64url');

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** @throws GraphQLError for what is no cursor, or one of another order */
export function decodeCursor(metric: BoardMetric, cursor: string): BoardPlace {
  const place = schema.safeParse(parsed(cursor));
  if (!place.success) throw userError('This is not a cursor of a leaderboard.');
  const [ordered, score, publishedAt, submissionId] = place.data;
  if (ordered !== metric) {
    throw userError('This cursor belongs to another order; begin again at the first page.');
  }
  return { score, publishedAt: new Date(publishedAt), submissionId };
}
