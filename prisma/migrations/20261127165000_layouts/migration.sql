ALTER TYPE "Pooling" ADD VALUE 'none';
CREATE TYPE "Layout" AS ENUM ('nd', 'nchw', 'nhwc', 'ntd', 'ndt');

-- Null for all submissions so far: their axes were read by their number.
ALTER TABLE "Submission"
    ADD COLUMN "layout" "Layout",
    ADD COLUMN "inputLayout" "Layout",
    ADD COLUMN "outputReasons" JSONB,
    ADD COLUMN "outputRequest" JSONB;
