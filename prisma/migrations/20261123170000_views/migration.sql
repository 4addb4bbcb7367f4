-- AlterTable
ALTER TABLE "Dataset" ADD COLUMN "gated" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "EvaluationViews" (
    "evaluationId" TEXT NOT NULL,
    "probes" JSONB,
    "seed" INTEGER NOT NULL,
    "contingency" JSONB NOT NULL,
    "clusters" JSONB NOT NULL,
    "confusedPairs" JSONB NOT NULL,
    "map" JSONB,
    "assignments" JSONB NOT NULL,

    CONSTRAINT "EvaluationViews_pkey" PRIMARY KEY ("evaluationId")
);

-- AddForeignKey
ALTER TABLE "EvaluationViews" ADD CONSTRAINT "EvaluationViews_evaluationId_fkey" FOREIGN KEY ("evaluationId") REFERENCES "Evaluation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
