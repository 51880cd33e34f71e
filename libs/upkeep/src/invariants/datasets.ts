import type { Database } from '#graft/database';
import { type Finding, finding } from '../finding.js';

/** A version of a data set that is ready has a digest and as many images as it says. */
export async function* halfMadeDatasets(database: Database): AsyncGenerator<Finding> {
  const rows = await database.$queryRaw<{ ref: string; says: number; has: number; digest: string | null }[]>`
    SELECT d."namespace" || '/' || d."name" || '@' || v."number" AS ref, v."itemCount" AS says, v."digest",
      (SELECT count(*)::int FROM "DatasetItem" i WHERE i."versionId" = v."id") AS has
    FROM "DatasetVersion" v JOIN "Dataset" d ON d."id" = v."datasetId"
    WHERE v."ready" AND (v."digest" IS NULL
      OR v."itemCount" <> (SELECT count(*) FROM "DatasetItem" i WHERE i."versionId" = v."id"))`;
  for (const { ref, says, has, digest } of rows)
    yield finding(
      'half-made',
      `dataset:${ref}`,
      digest === null ? 'It is ready, but has no digest.' : `Its row says ${says} images, but it has ${has}.`,
    );
}
