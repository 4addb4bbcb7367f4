-- CreateTable
CREATE TABLE "Score" (
    "evaluationId" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "mean" DOUBLE PRECISION NOT NULL,
    "std" DOUBLE PRECISION NOT NULL,
    "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION,
    "benchmarkId" TEXT NOT NULL,
    "submissionId" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "fromRevision" INTEGER NOT NULL,
    "toRevision" INTEGER,

    CONSTRAINT "Score_pkey" PRIMARY KEY ("evaluationId","metric")
);

INSERT INTO "Score"
SELECT v."id", m.*, v."benchmarkId", v."submissionId", v."publishedAt", v."fromRevision", v."toRevision"
FROM "Evaluation" v, LATERAL (VALUES
    ('acc', v."accMean", v."accStd", v."accLow", v."accHigh"),
    ('ari', v."ariMean", v."ariStd", v."ariLow", v."ariHigh"),
    ('ami', v."amiMean", v."amiStd", v."amiLow", v."amiHigh"),
    ('mi', v."miMean", v."miStd", v."miLow", v."miHigh"),
    ('nmi', v."nmiMean", v."nmiStd", v."nmiLow", v."nmiHigh")
) m("metric", "mean", "std", "low", "high");

-- AddForeignKey
ALTER TABLE "Score" ADD CONSTRAINT "Score_evaluationId_fkey" FOREIGN KEY ("evaluationId") REFERENCES "Evaluation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One index orders the board of every metric, read forwards or backwards. Superseded results are in it too:
-- they answer what stood at an earlier revision. The revisions let ranks be counted from the index alone.
CREATE INDEX "Score_board_idx" ON "Score"("benchmarkId", "metric", "mean" DESC, "publishedAt", "submissionId") INCLUDE ("fromRevision", "toRevision");

-- Their indexes go with the columns.
ALTER TABLE "Evaluation"
    DROP COLUMN "accMean", DROP COLUMN "accStd", DROP COLUMN "accLow", DROP COLUMN "accHigh",
    DROP COLUMN "ariMean", DROP COLUMN "ariStd", DROP COLUMN "ariLow", DROP COLUMN "ariHigh",
    DROP COLUMN "amiMean", DROP COLUMN "amiStd", DROP COLUMN "amiLow", DROP COLUMN "amiHigh",
    DROP COLUMN "miMean", DROP COLUMN "miStd", DROP COLUMN "miLow", DROP COLUMN "miHigh",
    DROP COLUMN "nmiMean", DROP COLUMN "nmiStd", DROP COLUMN "nmiLow", DROP COLUMN "nmiHigh";

-- A metric is a text: another one needs no migration.
ALTER TABLE "ScoreCount" ALTER COLUMN "metric" TYPE TEXT;
ALTER TABLE "Replicates" ALTER COLUMN "metric" TYPE TEXT;
ALTER TABLE "RankInterval" ALTER COLUMN "metric" TYPE TEXT;
DROP TYPE "Metric";
