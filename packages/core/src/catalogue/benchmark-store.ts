import { Prisma } from '@clusterboard/database/client';
import type { BenchmarkModel } from '@clusterboard/database/models';
import { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { queryRows } from '../infra/sql.ts';
import { pendingStates } from '../submission/states.ts';

/** All benchmarks in the order of the landing page. */
export const listBenchmarks = (database: Database): Promise<BenchmarkModel[]> =>
  database.benchmark.findMany({ orderBy: [{ position: 'asc' }, { slug: 'asc' }] });

/** How far a board has come. */
export type BoardProgress = Pick<BenchmarkModel, 'id' | 'revision' | 'changedAt'>;

export const boardProgress = (
  database: Database,
  benchmarkIds: readonly string[],
): Promise<BoardProgress[]> =>
  database.benchmark.findMany({
    where: { id: { in: [...benchmarkIds] } },
    select: { id: true, revision: true, changedAt: true },
  });

const benchmarkCounts = z.object({
  benchmarkId: z.string(),
  /** Submissions that are waiting or under way. */
  pending: z.int(),
});
export type BenchmarkCounts = Readonly<z.output<typeof benchmarkCounts>>;

/** Counts of each benchmark among `benchmarkIds`; one without submissions has zeros. */
export async function countSubmissions(
  database: Database,
  benchmarkIds: readonly string[],
): Promise<readonly BenchmarkCounts[]> {
  if (benchmarkIds.length === 0) return [];
  return queryRows(
    database,
    benchmarkCounts,
    Prisma.sql`
      SELECT b."id" AS "benchmarkId", count(s."id")::int AS "pending"
      FROM "Benchmark" b LEFT JOIN "Submission" s ON s."benchmarkId" = b."id" AND s."state" IN (${pendingStates})
      WHERE b."id" IN (${Prisma.join([...benchmarkIds])})
      GROUP BY b."id"`,
  );
}
