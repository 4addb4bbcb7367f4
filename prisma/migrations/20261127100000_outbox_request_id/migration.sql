-- The HTTP request that asked for the work, so that the worker's log names it.
ALTER TABLE "OutboxMessage" ADD COLUMN "requestId" TEXT;
