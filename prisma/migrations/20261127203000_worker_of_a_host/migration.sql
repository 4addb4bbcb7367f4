-- What a worker tells of itself stands in one table. Running workers write it again within seconds.
DROP TABLE "ModelRunner";
DELETE FROM "WorkerStatus";
ALTER TABLE "WorkerStatus"
    ADD COLUMN "host" TEXT NOT NULL,
    ADD COLUMN "pid" INTEGER NOT NULL,
    ADD COLUMN "obstacle" TEXT;
