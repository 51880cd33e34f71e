-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "disabledAt" TIMESTAMP(3);

-- A run remembers its data set, which may be deleted.
ALTER TABLE "Run" DROP CONSTRAINT "Run_datasetVersionId_fkey";

ALTER TABLE "Run" ADD COLUMN     "dataset" JSONB,
ALTER COLUMN "datasetVersionId" DROP NOT NULL;

UPDATE "Run" r SET "dataset" = jsonb_build_object(
  'ref', d."namespace" || '/' || d."name" || '@' || v."number",
  'digest', v."digest",
  'labels', to_jsonb(v."labels"),
  'license', d."license")
FROM "DatasetVersion" v JOIN "Dataset" d ON d."id" = v."datasetId" WHERE v."id" = r."datasetVersionId";

ALTER TABLE "Run" ALTER COLUMN "dataset" SET NOT NULL;

CREATE INDEX "Run_datasetVersionId_idx" ON "Run"("datasetVersionId");

ALTER TABLE "Run" ADD CONSTRAINT "Run_datasetVersionId_fkey" FOREIGN KEY ("datasetVersionId") REFERENCES "DatasetVersion"("id") ON DELETE SET NULL ON UPDATE CASCADE;
