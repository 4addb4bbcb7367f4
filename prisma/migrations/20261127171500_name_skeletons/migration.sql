-- What a reader takes in of a name, to find names that imitate another. The API fills it in for earlier encoders.
ALTER TABLE "Encoder" ADD COLUMN "nameSkeleton" TEXT;

CREATE INDEX "Encoder_nameSkeleton_idx" ON "Encoder"("nameSkeleton");
