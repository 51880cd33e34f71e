-- AlterTable
ALTER TABLE "IndexedObject" ADD COLUMN "reader" TEXT;
