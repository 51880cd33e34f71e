-- CreateTable
CREATE TABLE "Upload" (
    "id" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "size" BIGINT,
    "reserved" BIGINT NOT NULL,
    "metadata" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "Upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportBlob" (
    "importId" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "size" BIGINT NOT NULL,

    CONSTRAINT "ImportBlob_pkey" PRIMARY KEY ("importId","digest")
);

-- CreateIndex
CREATE INDEX "Upload_accountId_idx" ON "Upload"("accountId");

-- CreateIndex
CREATE INDEX "ImportBlob_digest_idx" ON "ImportBlob"("digest");

-- AddForeignKey
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportBlob" ADD CONSTRAINT "ImportBlob_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What imports that are not published yet have read.
INSERT INTO "ImportBlob" ("importId", "digest", "size")
SELECT i."id", b->>'digest', max((b->>'size')::bigint)
FROM "Import" i, jsonb_path_query(i."result", 'strict $.** ? (@.digest starts with "sha256:" && @.size >= 0)') b
WHERE i."versionId" IS NULL AND i."result" IS NOT NULL
GROUP BY i."id", b->>'digest';
