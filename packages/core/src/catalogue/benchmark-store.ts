import { Prisma } from '@clusterboard/database/client';
import type { BenchmarkModel } from '@clusterboard/database/models';
import type { Database } from '../infra/database.ts';

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

export interface BenchmarkCounts {
  readonly benchmarkId: string;
  /** Submissions that are waiting or under way. */
  readonly pending: number;
}

/** Counts of each benchmark among `benchmarkIds`; one without submissions has zeros. */
export async function countSubmissions(
  database: Database,
  benchmarkIds: readonly string[],
): Promise<readonly BenchmarkCounts[]> {
  if (benchmarkIds.length === 0) return [];
  return database.$queryRaw`
    SELECT b."id" AS "benchmarkId",
      count(s."id")::int AS "pending"
    FROM "Benchmark" b LEFT JOIN "Submission" s ON s."benchmarkId" = b."id"
      AND s."state" IN ('QUEUED', 'INSPECTING', 'INSPECTED', 'EXTRACTING', 'CLUSTERING')
    WHERE b."id" IN (${Prisma.join([...benchmarkIds])})
    GROUP BY b."id"`;
}
