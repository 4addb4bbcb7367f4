-- The HTTP request that submitted it. Any job may serve any submission, so that a job no longer tells.
ALTER TABLE "Submission" ADD COLUMN "requestId" TEXT;
