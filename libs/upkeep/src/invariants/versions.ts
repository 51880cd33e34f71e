import { canonicalJson, digestOf } from '#graft/artifact';
import type { Database, Model, Version, VersionBlob } from '#graft/database';
import { blobsOf, type Manifest } from '#graft/zoo';
import { type Finding, finding } from '../finding.js';

const PAGE = 100;

type WholeVersion = Version & { model: Model; blobs: VersionBlob[] };

/**
 * No half-made version: its row holds the manifest that its digest names, and its list of blobs names all that the
 * manifest needs, with their sizes.
 * @param onVersion called for each version that was checked.
 */
export async function* halfMadeVersions(database: Database, onVersion: () => void): AsyncGenerator<Finding> {
  const include = { model: true, blobs: true } as const;
  let last: string | undefined;
  for (;;) {
    const page = await database.version.findMany({
      where: { id: { gt: last } },
      include,
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    for (const version of page) {
      onVersion();
      if (faultsOf(version).length === 0) continue;
      // A version that was deleted while it was read has lost its rows one after the other.
      const again = await database.version.findUnique({ where: { id: version.id }, include });
      if (again) for (const detail of faultsOf(again)) yield finding('half-made', refOf(again), detail);
    }
    if (page.length < PAGE) return;
    last = page.at(-1)!.id;
  }
}

function faultsOf({ manifest: stored, digest, artifactDigest, blobs }: WholeVersion): string[] {
  const manifest = stored as unknown as Manifest;
  const bytes = new TextEncoder().encode(canonicalJson(manifest));
  if (digestOf(bytes) !== digest) return ['The manifest in its row does not match its digest.'];
  const faults: string[] = [];
  if (manifest.artifact.artifactDigest !== artifactDigest)
    faults.push(`Its row says artifact ${artifactDigest}, but its manifest says ${manifest.artifact.artifactDigest}.`);
  const listed = new Map(blobs.map((blob) => [blob.digest, Number(blob.size)]));
  for (const needed of [...blobsOf(manifest), { digest, size: bytes.length }]) {
    const size = listed.get(needed.digest);
    if (size === undefined) faults.push(`Its manifest names the blob ${needed.digest}, which its list of blobs lacks.`);
    else if (size !== needed.size)
      faults.push(
        `The blob ${needed.digest} has ${size} bytes in its list of blobs, but ${needed.size} in its manifest.`,
      );
  }
  return faults;
}

const refOf = ({ model, number }: WholeVersion) => `${model.namespace}/${model.name}@${number}`;

/** A version's number is never above the last one given, or a number would be given twice. */
export async function* wrongNumbers(database: Database): AsyncGenerator<Finding> {
  const rows = await database.$queryRaw<{ name: string; last: number; highest: number }[]>`
    SELECT m."namespace" || '/' || m."name" AS name, m."lastNumber" AS last, max(v."number") AS highest
    FROM "Model" m JOIN "Version" v ON v."modelId" = m."id"
    GROUP BY m."id" HAVING max(v."number") > m."lastNumber"`;
  for (const { name, last, highest } of rows)
    yield finding('half-made', name, `Its last number is ${last}, but it has a version ${highest}.`);
}

/** Aliases point to versions of their own model; `latest` to the highest that is not yanked, if there is one. */
export async function* wrongAliases(database: Database): AsyncGenerator<Finding> {
  const astray = await database.$queryRaw<{ name: string; alias: string }[]>`
    SELECT m."namespace" || '/' || m."name" AS name, a."name" AS alias
    FROM "Alias" a JOIN "Model" m ON m."id" = a."modelId" JOIN "Version" v ON v."id" = a."versionId"
    WHERE v."modelId" <> a."modelId"`;
  for (const { name, alias } of astray)
    yield finding('wrong-alias', `${name}@${alias}`, 'It points to a version of another model.');
  const latest = await database.$queryRaw<{ name: string; points: number | null; highest: number | null }[]>`
    SELECT m."namespace" || '/' || m."name" AS name, l."number" AS points, h."highest" AS highest
    FROM "Model" m
    LEFT JOIN (SELECT "modelId", max("number") AS highest FROM "Version" WHERE "yankedAt" IS NULL GROUP BY 1) h
      ON h."modelId" = m."id"
    LEFT JOIN "Alias" a ON a."modelId" = m."id" AND a."name" = 'latest'
    LEFT JOIN "Version" l ON l."id" = a."versionId"
    WHERE l."number" IS DISTINCT FROM h."highest" OR m."hidden" <> (h."highest" IS NULL)`;
  for (const { name, points, highest } of latest)
    yield finding(
      'wrong-alias',
      `${name}@latest`,
      points === highest
        ? `The model is ${highest === null ? 'listed, but has no version' : 'hidden, but has a version'} that is not yanked.`
        : `It points to ${points ?? 'no version'}; the highest that is not yanked is ${highest ?? 'none'}.`,
    );
}

/** One manifest is one version of a model, however often it is published. */
export async function* doubleVersions(database: Database): AsyncGenerator<Finding> {
  const rows = await database.$queryRaw<{ name: string; numbers: number[]; digest: string }[]>`
    SELECT m."namespace" || '/' || m."name" AS name, array_agg(v."number" ORDER BY v."number") AS numbers, v."digest"
    FROM "Version" v JOIN "Model" m ON m."id" = v."modelId"
    GROUP BY m."id", v."digest" HAVING count(*) > 1`;
  for (const { name, numbers, digest } of rows) {
    const touches = numbers.map((number) => `${name}@${number}`);
    yield finding('published-twice', name, `${touches.join(' and ')} have the same manifest, ${digest}.`, { touches });
  }
}
