ALTER TABLE "Dataset" ADD COLUMN "available" BOOLEAN NOT NULL DEFAULT true;

CREATE TYPE "ReportedProvenance" AS ENUM ('PUBLISHED_TABLE', 'READ_FROM_PLOTS');
CREATE TYPE "ReportedAxis" AS ENUM ('PCA_DIMENSIONS', 'CLUSTERS');

CREATE TABLE "ReportedResult" (
    "id" TEXT NOT NULL,
    "benchmarkId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "clusters" INTEGER,
    "linearProbe" DOUBLE PRECISION,
    "accMean" DOUBLE PRECISION NOT NULL,
    "accStd" DOUBLE PRECISION,
    "ariMean" DOUBLE PRECISION,
    "ariStd" DOUBLE PRECISION,
    "provenance" "ReportedProvenance" NOT NULL,
    "caveat" TEXT NOT NULL,
    "sourceTitle" TEXT NOT NULL,
    "sourceUrl" TEXT NOT NULL,
    CONSTRAINT "ReportedResult_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ReportedCurve" (
    "id" TEXT NOT NULL,
    "benchmarkId" TEXT NOT NULL,
    "axis" "ReportedAxis" NOT NULL,
    "clusters" INTEGER,
    "points" JSONB NOT NULL,
    "provenance" "ReportedProvenance" NOT NULL,
    "caveat" TEXT NOT NULL,
    "sourceTitle" TEXT NOT NULL,
    "sourceUrl" TEXT NOT NULL,
    CONSTRAINT "ReportedCurve_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "ReportedResult_benchmarkId_position_key" ON "ReportedResult"("benchmarkId", "position");
CREATE UNIQUE INDEX "ReportedCurve_benchmarkId_axis_key" ON "ReportedCurve"("benchmarkId", "axis");

ALTER TABLE "ReportedResult" ADD CONSTRAINT "ReportedResult_benchmarkId_fkey"
FOREIGN KEY ("benchmarkId") REFERENCES "Benchmark"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ReportedCurve" ADD CONSTRAINT "ReportedCurve_benchmarkId_fkey"
FOREIGN KEY ("benchmarkId") REFERENCES "Benchmark"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
