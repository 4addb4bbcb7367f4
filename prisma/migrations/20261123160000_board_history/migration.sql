-- Searches of a board look for text anywhere in names.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "Metric" AS ENUM ('acc', 'ari', 'ami', 'mi', 'nmi');

-- CreateEnum
CREATE TYPE "BoardEventKind" AS ENUM ('PUBLISHED', 'RESCORED', 'WITHDRAWN');

-- AlterEnum
ALTER TYPE "SubmissionState" ADD VALUE 'WITHDRAWN';

-- AlterTable
ALTER TABLE "Benchmark"
    ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "rankedRevision" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "entryCount" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "Evaluation"
    ADD COLUMN "benchmarkId" TEXT,
    ADD COLUMN "fromRevision" INTEGER,
    ADD COLUMN "toRevision" INTEGER,
    ADD COLUMN "searchText" TEXT,
    ADD COLUMN "parameters" BIGINT,
    ADD COLUMN "accLow" DOUBLE PRECISION,
    ADD COLUMN "accHigh" DOUBLE PRECISION,
    ADD COLUMN "ariLow" DOUBLE PRECISION,
    ADD COLUMN "ariHigh" DOUBLE PRECISION,
    ADD COLUMN "amiLow" DOUBLE PRECISION,
    ADD COLUMN "amiHigh" DOUBLE PRECISION,
    ADD COLUMN "miLow" DOUBLE PRECISION,
    ADD COLUMN "miHigh" DOUBLE PRECISION,
    ADD COLUMN "nmiMean" DOUBLE PRECISION,
    ADD COLUMN "nmiStd" DOUBLE PRECISION,
    ADD COLUMN "nmiLow" DOUBLE PRECISION,
    ADD COLUMN "nmiHigh" DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "BoardEvent" (
    "benchmarkId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "BoardEventKind" NOT NULL,
    "submissionId" TEXT NOT NULL,
    "entryCount" INTEGER NOT NULL,
    "note" TEXT,

    CONSTRAINT "BoardEvent_pkey" PRIMARY KEY ("benchmarkId","revision")
);

-- CreateTable
CREATE TABLE "ScoreCount" (
    "benchmarkId" TEXT NOT NULL,
    "metric" "Metric" NOT NULL,
    "bucket" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "ScoreCount_pkey" PRIMARY KEY ("benchmarkId","metric","bucket")
);

-- CreateTable
CREATE TABLE "Replicates" (
    "evaluationId" TEXT NOT NULL,
    "metric" "Metric" NOT NULL,
    "values" BYTEA NOT NULL,
    "least" DOUBLE PRECISION NOT NULL,
    "most" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "Replicates_pkey" PRIMARY KEY ("evaluationId","metric")
);

-- CreateTable
CREATE TABLE "RankInterval" (
    "evaluationId" TEXT NOT NULL,
    "metric" "Metric" NOT NULL,
    "first" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "RankInterval_pkey" PRIMARY KEY ("evaluationId","metric")
);

-- What was published before boards counted their changes is numbered in the order of publication.
WITH "numbered" AS (
    SELECT v."id", s."benchmarkId", v."submissionId",
        row_number() OVER (PARTITION BY s."benchmarkId" ORDER BY v."publishedAt", v."id")::int AS "revision"
    FROM "Evaluation" v JOIN "Submission" s ON s."id" = v."submissionId"
), "closed" AS (
    SELECT *, lead("revision") OVER (PARTITION BY "submissionId" ORDER BY "revision") AS "next" FROM "numbered"
), "interval" AS (
    SELECT v."id",
        avg((r->'scores'->>'nmi')::float8) AS "nmiMean",
        coalesce(stddev_samp((r->'scores'->>'nmi')::float8), 0) AS "nmiStd"
    FROM "Evaluation" v, jsonb_array_elements(v."report"->'runs') r GROUP BY v."id"
)
UPDATE "Evaluation" v SET
    "benchmarkId" = c."benchmarkId", "fromRevision" = c."revision", "toRevision" = c."next",
    "searchText" = concat_ws(E'\n', e."name", e."submittedBy", e."description"), "parameters" = e."parameters",
    "nmiMean" = i."nmiMean", "nmiStd" = i."nmiStd",
    "accLow" = (v."report"#>>'{summary,acc,interval,low}')::float8,
    "accHigh" = (v."report"#>>'{summary,acc,interval,high}')::float8,
    "ariLow" = (v."report"#>>'{summary,ari,interval,low}')::float8,
    "ariHigh" = (v."report"#>>'{summary,ari,interval,high}')::float8,
    "amiLow" = (v."report"#>>'{summary,ami,interval,low}')::float8,
    "amiHigh" = (v."report"#>>'{summary,ami,interval,high}')::float8,
    "miLow" = (v."report"#>>'{summary,mi,interval,low}')::float8,
    "miHigh" = (v."report"#>>'{summary,mi,interval,high}')::float8,
    "nmiLow" = (v."report"#>>'{summary,nmi,interval,low}')::float8,
    "nmiHigh" = (v."report"#>>'{summary,nmi,interval,high}')::float8
FROM "closed" c
JOIN "Submission" s ON s."id" = c."submissionId"
JOIN "Encoder" e ON e."id" = s."encoderId"
LEFT JOIN "interval" i ON i."id" = c."id"
WHERE v."id" = c."id";

ALTER TABLE "Evaluation"
    ALTER COLUMN "benchmarkId" SET NOT NULL,
    ALTER COLUMN "fromRevision" SET NOT NULL,
    ALTER COLUMN "searchText" SET NOT NULL,
    ALTER COLUMN "nmiMean" SET NOT NULL,
    ALTER COLUMN "nmiStd" SET NOT NULL;

INSERT INTO "BoardEvent" ("benchmarkId", "revision", "at", "kind", "submissionId", "entryCount")
SELECT "benchmarkId", "fromRevision", "publishedAt",
    (CASE WHEN "first" THEN 'PUBLISHED' ELSE 'RESCORED' END)::"BoardEventKind", "submissionId",
    (count(*) FILTER (WHERE "first") OVER (PARTITION BY "benchmarkId" ORDER BY "fromRevision"))::int
FROM (
    SELECT *, row_number() OVER (PARTITION BY "submissionId" ORDER BY "fromRevision") = 1 AS "first" FROM "Evaluation"
) v;

UPDATE "Benchmark" b SET "revision" = e."revision", "changedAt" = e."at", "entryCount" = e."entryCount"
FROM "BoardEvent" e
WHERE e."benchmarkId" = b."id"
    AND e."revision" = (SELECT max("revision") FROM "BoardEvent" WHERE "benchmarkId" = b."id");

-- Scores are multiplied by a power of two, which is exact: a higher score is never in a lower bucket.
CREATE FUNCTION "score_bucket"("score" DOUBLE PRECISION) RETURNS INTEGER
LANGUAGE SQL IMMUTABLE PARALLEL SAFE STRICT
RETURN greatest(-1024, least(10239, floor("score" * 1024)))::int;

INSERT INTO "ScoreCount" ("benchmarkId", "metric", "bucket", "count")
SELECT v."benchmarkId", m."metric"::"Metric", "score_bucket"(m."score"), count(*)::int
FROM "Evaluation" v, LATERAL (VALUES
    ('acc', v."accMean"), ('ari', v."ariMean"), ('ami', v."amiMean"), ('mi', v."miMean"), ('nmi', v."nmiMean")
) m("metric", "score")
WHERE v."toRevision" IS NULL
GROUP BY 1, 2, 3;

-- CreateIndex
CREATE INDEX "BoardEvent_benchmarkId_at_idx" ON "BoardEvent"("benchmarkId", "at");

-- CreateIndex
CREATE INDEX "BoardEvent_submissionId_idx" ON "BoardEvent"("submissionId");

-- AddForeignKey
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_benchmarkId_fkey" FOREIGN KEY ("benchmarkId") REFERENCES "Benchmark"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BoardEvent" ADD CONSTRAINT "BoardEvent_benchmarkId_fkey" FOREIGN KEY ("benchmarkId") REFERENCES "Benchmark"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BoardEvent" ADD CONSTRAINT "BoardEvent_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScoreCount" ADD CONSTRAINT "ScoreCount_benchmarkId_fkey" FOREIGN KEY ("benchmarkId") REFERENCES "Benchmark"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Replicates" ADD CONSTRAINT "Replicates_evaluationId_fkey" FOREIGN KEY ("evaluationId") REFERENCES "Evaluation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RankInterval" ADD CONSTRAINT "RankInterval_evaluationId_fkey" FOREIGN KEY ("evaluationId") REFERENCES "Evaluation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One index for each order of a board, read forwards or backwards. Superseded results are in them too:
-- they answer what stood at an earlier revision. The revisions let ranks be counted from the index alone.
CREATE INDEX "Evaluation_board_acc_idx" ON "Evaluation"("benchmarkId", "accMean" DESC, "publishedAt", "submissionId") INCLUDE ("fromRevision", "toRevision");
CREATE INDEX "Evaluation_board_ari_idx" ON "Evaluation"("benchmarkId", "ariMean" DESC, "publishedAt", "submissionId") INCLUDE ("fromRevision", "toRevision");
CREATE INDEX "Evaluation_board_ami_idx" ON "Evaluation"("benchmarkId", "amiMean" DESC, "publishedAt", "submissionId") INCLUDE ("fromRevision", "toRevision");
CREATE INDEX "Evaluation_board_mi_idx" ON "Evaluation"("benchmarkId", "miMean" DESC, "publishedAt", "submissionId") INCLUDE ("fromRevision", "toRevision");
CREATE INDEX "Evaluation_board_nmi_idx" ON "Evaluation"("benchmarkId", "nmiMean" DESC, "publishedAt", "submissionId") INCLUDE ("fromRevision", "toRevision");
CREATE INDEX "Evaluation_board_parameters_idx" ON "Evaluation"("benchmarkId", (coalesce("parameters", -1)::float8) DESC, "publishedAt", "submissionId");
CREATE INDEX "Evaluation_board_dimension_idx" ON "Evaluation"("benchmarkId", ("featureDim"::float8) DESC, "publishedAt", "submissionId");
CREATE INDEX "Evaluation_board_speed_idx" ON "Evaluation"("benchmarkId", "imagesPerSecond" DESC, "publishedAt", "submissionId");
CREATE INDEX "Evaluation_board_revision_idx" ON "Evaluation"("benchmarkId", ("fromRevision"::float8) DESC, "publishedAt", "submissionId");
CREATE INDEX "Evaluation_search_idx" ON "Evaluation" USING gin ("searchText" gin_trgm_ops);
