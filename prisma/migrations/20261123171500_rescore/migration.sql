ALTER TABLE "Submission" ADD COLUMN "rescoreProtocolId" TEXT,
ADD COLUMN "rescoreRequestedAt" TIMESTAMPTZ(3);

CREATE INDEX "Submission_rescoreProtocolId_idx" ON "Submission"("rescoreProtocolId");

ALTER TABLE "Submission" ADD CONSTRAINT "Submission_rescoreProtocolId_fkey"
FOREIGN KEY ("rescoreProtocolId") REFERENCES "Protocol"("id") ON DELETE SET NULL ON UPDATE CASCADE;
