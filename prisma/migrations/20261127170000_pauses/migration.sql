-- Faults of ours put an attempt off instead of spending it.
ALTER TYPE "AttemptOutcome" ADD VALUE 'PAUSED';

CREATE TABLE "WorkerStatus" (
    "id" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pauses" JSONB NOT NULL,

    CONSTRAINT "WorkerStatus_pkey" PRIMARY KEY ("id")
);
