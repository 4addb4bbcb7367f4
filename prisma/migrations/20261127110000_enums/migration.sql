CREATE TYPE "AttemptTask" AS ENUM ('inspect', 'evaluate', 'rescore');
CREATE TYPE "AttemptOutcome" AS ENUM ('DONE', 'REJECTED', 'FAILED', 'LOST', 'RELEASED', 'FAULT', 'STORAGE_FULL', 'CANCELLED');
CREATE TYPE "Pooling" AS ENUM ('mean', 'first');
CREATE TYPE "ExecutionProvider" AS ENUM ('cpu', 'cuda', 'coreml', 'dml', 'webgpu');

-- A change of type writes the table and its indexes anew. Attempts are short rows.
ALTER TABLE "Attempt"
    ALTER COLUMN "task" TYPE "AttemptTask" USING "task"::"AttemptTask",
    ALTER COLUMN "outcome" TYPE "AttemptOutcome" USING "outcome"::"AttemptOutcome";

-- Evaluations hold whole reports and have ten indexes: only rows other than the usual one are written.
ALTER TABLE "Evaluation" RENAME COLUMN "executionProvider" TO "formerProvider";
ALTER TABLE "Evaluation"
    ALTER COLUMN "formerProvider" DROP NOT NULL,
    ADD COLUMN "executionProvider" "ExecutionProvider" NOT NULL DEFAULT 'cpu';
UPDATE "Evaluation" SET "executionProvider" = "formerProvider"::"ExecutionProvider" WHERE "formerProvider" <> 'cpu';
ALTER TABLE "Evaluation" ALTER COLUMN "executionProvider" DROP DEFAULT, DROP COLUMN "formerProvider";

ALTER TABLE "Submission" RENAME COLUMN "pooling" TO "formerPooling";
ALTER TABLE "Submission"
    ALTER COLUMN "formerPooling" DROP NOT NULL,
    ADD COLUMN "pooling" "Pooling" NOT NULL DEFAULT 'mean';
UPDATE "Submission" SET "pooling" = "formerPooling"::"Pooling" WHERE "formerPooling" <> 'mean';
ALTER TABLE "Submission" ALTER COLUMN "pooling" DROP DEFAULT, DROP COLUMN "formerPooling";
