import { Prisma } from '@clusterboard/database/client';
import { z } from 'zod';
import type { Database } from './database.ts';
import { queryRows } from './sql.ts';

const objectReference = z.object({
  sha256: z.string(),
  kind: z.enum(['model', 'features', 'assignments']),
});
export type ObjectReference = Readonly<z.output<typeof objectReference>>;

/** The objects of the store that rows refer to, each once per kind. */
export async function objectReferences(database: Database): Promise<readonly ObjectReference[]> {
  return queryRows(
    database,
    objectReference,
    Prisma.sql`
      SELECT "sha256", 'model' AS "kind" FROM "Encoder"
      UNION SELECT "trainFeaturesSha256", 'features' FROM "Evaluation"
      UNION SELECT "testFeaturesSha256", 'features' FROM "Evaluation"
      UNION SELECT jsonb_path_query("assignments", '$[*].sha256') #>> '{}', 'assignments'
        FROM "EvaluationViews"`,
  );
}
