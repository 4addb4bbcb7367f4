import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import type { Database } from '../infra/database.ts';
import { queryRows } from '../infra/sql.ts';

/** Where the features of an entry are kept, if they still are. */
const featuresRow = z.object({
  submissionId: z.string(),
  /** Of the encoder. */
  name: z.string(),
  /** Slug of the benchmark. */
  benchmark: z.string(),
  /** Whether the host keeps the images to itself. */
  gated: z.boolean(),
  featureDim: z.int(),
  trainFeaturesSha256: z.string(),
  testFeaturesSha256: z.string(),
});
export type StoredFeatures = Readonly<z.output<typeof featuresRow>>;

/** Of those submissions that are on a board. */
export async function storedFeatures(
  database: Database,
  submissionIds: readonly string[],
): Promise<readonly StoredFeatures[]> {
  if (submissionIds.length === 0) return [];
  return queryRows(
    database,
    featuresRow,
    Prisma.sql`
      SELECT v."submissionId", c."name", b."slug" AS "benchmark", d."gated", v."featureDim",
        v."trainFeaturesSha256", v."testFeaturesSha256"
      FROM "Evaluation" v
      JOIN "Submission" s ON s."id" = v."submissionId"
      JOIN "Encoder" c ON c."id" = s."encoderId"
      JOIN "Benchmark" b ON b."id" = v."benchmarkId"
      JOIN "Dataset" d ON d."id" = b."datasetId"
      WHERE v."submissionId" IN (${Prisma.join([...submissionIds])}) AND v."toRevision" IS NULL`,
  );
}
