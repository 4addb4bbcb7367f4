-- A repeated request finds what it has submitted. Earlier submissions have neither.
ALTER TABLE "Submission" ADD COLUMN "uploadId" TEXT,
ADD COLUMN "idempotencyKey" TEXT;

CREATE UNIQUE INDEX "Submission_uploadId_key" ON "Submission"("uploadId");
CREATE UNIQUE INDEX "Submission_idempotencyKey_key" ON "Submission"("idempotencyKey");
