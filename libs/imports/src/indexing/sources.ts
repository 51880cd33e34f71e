import { realpath } from 'node:fs/promises';
import { type Caller, permits } from '#graft/accounts';
import { type Config, covers, formatSource, isPersonal, type SourceAddress } from '#graft/config';
import { Forbidden } from '#graft/problems';
import { BLOB_PREFIX, type ObjectSource, openObjectSource } from '#graft/storage';

type Settings = Pick<Config, 'dataDir' | 's3' | 'host' | 'trustProxy' | 'indexAllow'>;

/**
 * Opens a source that a caller may index: one that the operator lists in `GRAFT_INDEX_ALLOW`, or any for an admin of a
 * server for this machine alone, whose admin is its operator. Never Graft's own files: a model there can be a
 * private model of another account.
 * @throws Forbidden, NotFound, InvalidInput
 */
export async function openIndexSource(caller: Caller, asked: SourceAddress, settings: Settings): Promise<ObjectSource> {
  const isFree = isPersonal(settings) && permits(caller, 'admin');
  const { indexAllow } = settings;
  // Before anything is looked at, so that an answer tells nothing of what is there.
  if (!isFree && !indexAllow.some((listed) => covers(listed, asked))) throw notListed(asked, indexAllow);
  const source = await openObjectSource(asked, settings);
  // A link in a listed folder may lead out of it.
  if (!isFree && !(await resolvedAll(indexAllow)).some((listed) => covers(listed, source.address)))
    throw notListed(asked, indexAllow);
  for (const own of await ownPlaces(settings))
    if (covers(own, source.address) || covers(source.address, own))
      throw new Forbidden(`${formatSource(asked)} contains Graft's own files, which are never indexed.`, {
        where: 'index',
        received: formatSource(asked),
      });
  return source;
}

/** Where this Graft keeps its own files. */
function ownPlaces({ dataDir, s3 }: Settings): Promise<SourceAddress[]> {
  const places: SourceAddress[] = [{ kind: 'folder', path: dataDir }];
  if (s3) places.push({ kind: 's3', bucket: s3.bucket, prefix: BLOB_PREFIX });
  return resolvedAll(places);
}

/** With all links resolved; a folder that is not there stays as it is named. */
const resolvedAll = (sources: readonly SourceAddress[]): Promise<SourceAddress[]> =>
  Promise.all(
    sources.map(async (source) => {
      if (source.kind !== 'folder') return source;
      return { ...source, path: await realpath(source.path).catch(() => source.path) };
    }),
  );

function notListed(asked: SourceAddress, indexAllow: readonly SourceAddress[]): Forbidden {
  return new Forbidden(
    `${formatSource(asked)} may not be indexed. The operator lists the allowed buckets, prefixes and folders in GRAFT_INDEX_ALLOW.`,
    { where: 'index', received: formatSource(asked), accepted: indexAllow.map(formatSource) },
  );
}
