-- AlterTable
ALTER TABLE "Evaluation" ADD COLUMN "receipt" JSONB;
