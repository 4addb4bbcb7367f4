import { Prisma } from '@clusterboard/database/client';
import type { Database } from '../infra/database.ts';

/** Where the features of an entry are kept, if they still are. */
export interface StoredFeatures {
  readonly submissionId: string;
  /** Of the encoder. */
  readonly name: string;
  /** Slug of the benchmark. */
  readonly benchmark: string;
  /** Whether the host keeps the images to itself. */
  readonly gated: boolean;
  readonly featureDim: number;
  readonly trainFeaturesSha256: string;
  readonly testFeaturesSha256: string;
}

/** Of those submissions that are on a board. */
export async function storedFeatures(
  database: Database,
  submissionIds: readonly string[],
): Promise<readonly StoredFeatures[]> {
  if (submissionIds.length === 0) return [];
  return database.$queryRaw`
    SELECT v."submissionId", c."name", b."slug" AS "benchmark", d."gated", v."featureDim",
      v."trainFeaturesSha256", v."testFeaturesSha256"
    FROM "Evaluation" v
    JOIN "Submission" s ON s."id" = v."submissionId"
    JOIN "Encoder" c ON c."id" = s."encoderId"
    JOIN "Benchmark" b ON b."id" = v."benchmarkId"
    JOIN "Dataset" d ON d."id" = b."datasetId"
    WHERE v."submissionId" IN (${Prisma.join([...submissionIds])}) AND v."toRevision" IS NULL`;
}
