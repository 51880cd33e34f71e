import type { Database } from '#graft/database';
import { type Finding, finding } from '../finding.js';

/** A run that has succeeded has its model. */
export async function* halfMadeRuns(database: Database): AsyncGenerator<Finding> {
  const rows = await database.$queryRaw<{ id: string; digest: string | null; artifact: string | null }[]>`
    SELECT r."id"::text AS id, r."artifactDigest" AS digest, r."artifact"->>'artifactDigest' AS artifact
    FROM "Run" r JOIN "Job" j ON j."id" = r."id"
    WHERE (j."status" = 'succeeded' AND r."artifactDigest" IS NULL)
      OR r."artifactDigest" IS DISTINCT FROM r."artifact"->>'artifactDigest'`;
  for (const { id, digest, artifact } of rows)
    yield finding(
      'half-made',
      `run:${id}`,
      digest === null && artifact === null
        ? 'It has succeeded, but has no model.'
        : `Its row says artifact ${digest ?? 'none'}, but its model is ${artifact ?? 'none'}.`,
    );
}

/** A version holds the very model that its run made. */
export async function* otherArtifacts(database: Database): AsyncGenerator<Finding> {
  const rows = await database.$queryRaw<{ ref: string; run: string; published: string; made: string | null }[]>`
    SELECT m."namespace" || '/' || m."name" || '@' || v."number" AS ref, r."id"::text AS run,
      v."artifactDigest" AS published, r."artifactDigest" AS made
    FROM "Version" v JOIN "Model" m ON m."id" = v."modelId" JOIN "Run" r ON r."id" = v."runId"
    WHERE r."artifactDigest" IS DISTINCT FROM v."artifactDigest"`;
  for (const { ref, run, published, made } of rows)
    yield finding('other-artifact', ref, `It is artifact ${published}, but its run made ${made ?? 'none'}.`, {
      touches: [ref, `run:${run}`],
    });
}

/** A run that asked to be published and has succeeded has its version, unless versions of that model were deleted. */
export async function* lostVersions(database: Database): AsyncGenerator<Finding> {
  const rows = await database.$queryRaw<{ id: string; name: string }[]>`
    SELECT r."id"::text AS id, r."publishAs"->>'name' AS name
    FROM "Run" r JOIN "Job" j ON j."id" = r."id"
    LEFT JOIN "Model" m ON m."namespace" || '/' || m."name" = r."publishAs"->>'name'
    WHERE j."status" = 'succeeded' AND jsonb_typeof(r."publishAs") = 'object'
      AND NOT EXISTS (SELECT 1 FROM "Version" v WHERE v."runId" = r."id")
      AND coalesce(m."lastNumber", 0) = (SELECT count(*) FROM "Version" v WHERE v."modelId" = m."id")`;
  for (const { id, name } of rows)
    yield finding('lost-version', `run:${id}`, `It has succeeded, but its model was not published as ${name}.`, {
      touches: [`run:${id}`, name],
    });
}

/** Versions of one run under one name: the owner may publish it again with another card. */
export async function* runsPublishedAgain(database: Database): AsyncGenerator<Finding> {
  const rows = await database.$queryRaw<{ name: string; run: string; numbers: number[] }[]>`
    SELECT m."namespace" || '/' || m."name" AS name, v."runId"::text AS run,
      array_agg(v."number" ORDER BY v."number") AS numbers
    FROM "Version" v JOIN "Model" m ON m."id" = v."modelId"
    WHERE v."runId" IS NOT NULL
    GROUP BY m."id", v."runId" HAVING count(DISTINCT v."digest") > 1`;
  for (const { name, run, numbers } of rows) {
    const touches = numbers.map((number) => `${name}@${number}`);
    const detail = `${touches.join(' and ')} come from the same run, with different cards.`;
    yield finding('published-again', `run:${run}`, detail, { touches });
  }
}
