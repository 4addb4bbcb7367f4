-- What the inspection measured, to estimate how long the evaluation takes. Earlier submissions have neither.
ALTER TABLE "Submission" ADD COLUMN "secondsPerImage" DOUBLE PRECISION,
ADD COLUMN "featureDim" INTEGER;
