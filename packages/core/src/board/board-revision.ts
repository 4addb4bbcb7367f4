import { Prisma } from '@clusterboard/database/client';
import type { Database } from '../infra/database.ts';

/** What stood at a moment, or at a revision of the board; null is what stands now. */
export type AsOf = { readonly at: Date } | { readonly revision: number } | null;

function revisionOf(asOf: AsOf): Prisma.Sql {
  if (asOf === null) return Prisma.sql`b."revision"`;
  if ('revision' in asOf) return Prisma.sql`${asOf.revision}::int`;
  return Prisma.sql`coalesce((SELECT e."revision" FROM "BoardEvent" e
    WHERE e."benchmarkId" = b."id" AND e."at" <= ${asOf.at}::timestamptz ORDER BY e."at" DESC LIMIT 1), 0)`;
}

/** Rows of boards `b` with the requested revision, the one that rank intervals are of, and the current number of entries. */
export const boardsAsOf = (asOf: AsOf, benchmarkIds: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT b."id", ${revisionOf(asOf)} AS "revision", b."rankedRevision", b."entryCount" FROM "Benchmark" b
  WHERE b."id" IN (${benchmarkIds})`;

/** Evaluations and scores have the same columns of revisions. */
type Row = 'v' | 'w' | 'o';

/** Whether an evaluation or a score, by its name in the statement, stood on board `b` at its revision. */
export const validAtRevision = (name: Row): Prisma.Sql =>
  Prisma.raw(`${name}."fromRevision" <= b."revision"
    AND (${name}."toRevision" IS NULL OR ${name}."toRevision" > b."revision")`);

/** The same, sooner answered where the revision is the one of now. */
export const validAsOf = (asOf: AsOf, name: Row): Prisma.Sql =>
  asOf === null ? Prisma.raw(`${name}."toRevision" IS NULL`) : validAtRevision(name);

/** Longer than any publication is under way. */
const recentMilliseconds = 60_000;

/**
 * Waits for publications under way where a moment is so recent that one of them may have taken its time
 * before it: without that the same moment could be answered in two ways.
 */
export async function awaitPublications(
  database: Database,
  asOf: AsOf,
  benchmarkIds: readonly string[],
): Promise<void> {
  if (asOf === null || !('at' in asOf) || asOf.at.valueOf() < Date.now() - recentMilliseconds) return;
  await database.$executeRaw`
    SELECT "id" FROM "Benchmark" WHERE "id" IN (${Prisma.join([...benchmarkIds])}) ORDER BY "id" FOR SHARE`;
}
