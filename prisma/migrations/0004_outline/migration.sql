-- AlterTable
ALTER TABLE "Model" ADD COLUMN "outline" JSONB NOT NULL DEFAULT '[]';
