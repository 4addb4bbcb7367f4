CREATE TYPE "EntryKind" AS ENUM ('SUBMITTED', 'BASELINE');

-- With a default the rows of a large board are not written anew, but for its baselines.
ALTER TABLE "Evaluation" ADD COLUMN "kind" "EntryKind" NOT NULL DEFAULT 'SUBMITTED';

UPDATE "Evaluation" v SET "kind" = 'BASELINE'
FROM "Submission" s WHERE s."id" = v."submissionId" AND s."exampleKey" IS NOT NULL;

-- Whoever publishes says what it is.
ALTER TABLE "Evaluation" ALTER COLUMN "kind" DROP DEFAULT;

-- Baselines are few on a board of any size: they are found without going through the others.
CREATE INDEX "Evaluation_baseline_idx" ON "Evaluation"("benchmarkId") INCLUDE ("fromRevision", "toRevision") WHERE "kind" = 'BASELINE';
