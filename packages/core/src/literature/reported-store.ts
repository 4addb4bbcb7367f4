import type { Prisma } from '@clusterboard/database/client';
import type { ReportedCurveModel, ReportedResultModel } from '@clusterboard/database/models';
import type { Database } from '../infra/database.ts';

type Placed = 'id' | 'benchmarkId' | 'position';

/** What others have published on a benchmark's images; scores are shares of 1. */
export interface Reported {
  readonly results: readonly Omit<Prisma.ReportedResultUncheckedCreateInput, Placed>[];
  readonly curves: readonly Omit<Prisma.ReportedCurveUncheckedCreateInput, Placed>[];
}

/** Makes the reported results of a benchmark what is given, in its order; evaluations are not touched. */
export async function putReported(
  database: Database,
  benchmarkId: string,
  { results, curves }: Reported,
): Promise<void> {
  await database.$transaction([
    database.reportedResult.deleteMany({ where: { benchmarkId } }),
    database.reportedCurve.deleteMany({ where: { benchmarkId } }),
    database.reportedResult.createMany({
      data: results.map((result, position) => ({ ...result, benchmarkId, position })),
    }),
    database.reportedCurve.createMany({ data: curves.map((curve) => ({ ...curve, benchmarkId })) }),
  ]);
}

/** In the order in which they were put. */
export const listReportedResults = (
  database: Database,
  benchmarkIds: readonly string[],
): Promise<ReportedResultModel[]> =>
  database.reportedResult.findMany({
    where: { benchmarkId: { in: [...benchmarkIds] } },
    orderBy: [{ benchmarkId: 'asc' }, { position: 'asc' }],
  });

export const listReportedCurves = (
  database: Database,
  benchmarkIds: readonly string[],
): Promise<ReportedCurveModel[]> =>
  database.reportedCurve.findMany({
    where: { benchmarkId: { in: [...benchmarkIds] } },
    orderBy: [{ benchmarkId: 'asc' }, { axis: 'asc' }],
  });
