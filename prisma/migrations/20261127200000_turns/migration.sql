-- Whose submission waits, and when it is its turn. Earlier submissions have no client, and go first.
ALTER TABLE "Submission" ADD COLUMN "client" TEXT,
ADD COLUMN "turn" INTEGER NOT NULL DEFAULT 0;

-- A client is not remembered longer than its submission waits or runs.
ALTER TABLE "Submission" ADD CONSTRAINT "Submission_client_check"
CHECK ("client" IS NULL OR "state" IN ('QUEUED', 'INSPECTING', 'INSPECTED', 'EXTRACTING', 'CLUSTERING'));
