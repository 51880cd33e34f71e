-- CreateTable
CREATE TABLE "SweptBlob" (
    "digest" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SweptBlob_pkey" PRIMARY KEY ("digest")
);

-- CreateIndex
CREATE INDEX "SweptBlob_at_idx" ON "SweptBlob"("at");
