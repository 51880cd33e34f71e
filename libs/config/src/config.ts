import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { InvalidInput } from '#graft/problems';
import { type Environment, Reader } from './reader.js';
import { parseSource, type SourceAddress } from './source-address.js';

export class S3Config {
  endpoint: string;
  accessKey: string;
  secretKey: string;
  bucket = 'graft';
  region = 'us-east-1';
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** All settings, validated; nothing else reads the environment. */
export class Config {
  /** Folder of the embedded database, local blobs, caches and the owner's token. */
  dataDir = resolve('data');
  host = '127.0.0.1';
  port = 3000;
  /** Postgres; the embedded database where unset. */
  databaseUrl?: string;
  /** S3; a local folder where unset. */
  s3?: S3Config;
  /** Processor threads that server and trainers share. */
  threads = availableParallelism();
  /** Whether this server also works the queue of runs. Always so on the embedded database. */
  trainer = true;
  /** Whether public models can be read without a token. */
  publicReading = true;
  ownerTokenFile?: string;
  ownerPasswordFile?: string;
  logLevel: (typeof LOG_LEVELS)[number] = 'info';
  /** Whether the starter zoo and the sample set are put into an empty database. */
  starter = true;
  /** Bytes of extracted features kept on this machine. */
  featureCacheBytes = 4 * 1024 ** 3;
  /** Bytes of exported models kept on this machine, to be sent again. */
  exportCacheBytes = 1024 ** 3;
  /** Pixels of the largest image accepted. */
  maxPixels = 100_000_000;
  /** Bytes of the largest upload accepted. */
  maxUploadBytes = 4 * 1024 ** 3;
  /** Quota in bytes of an account that has no quota of its own. */
  quotaBytes = 50 * 1024 ** 3;
  /** Memory of a child process, MiB. */
  childMemoryMb = 4096;
  /** A copy of the blobs, `s3://bucket/prefix` or a folder, from which lost ones are brought back. */
  replica?: string;
  /** Hosts that imports may fetch from though they resolve to private addresses. */
  importAllow: string[] = [];
  /** Buckets, prefixes and folders that `graft index` may look through. */
  indexAllow: SourceAddress[] = [];
  /** Requests per minute and address. */
  rateLimit = 1200;
  /** Origins of the reverse proxy in front, in Express' `trust proxy` form. */
  trustProxy?: string;
}

/**
 * @param options settings of a command line, named as in the environment; they win over it.
 * @throws InvalidInput naming every setting that is wrong.
 */
export function loadConfig(env: Environment = process.env, options: Environment = {}): Config {
  const read = new Reader({ ...env, ...options });
  const settings: Partial<Config> = {
    dataDir: read.path('GRAFT_DATA'),
    host: read.text('GRAFT_HOST'),
    port: read.whole('GRAFT_PORT', 0, 65535),
    databaseUrl: databaseUrl(read),
    s3: read.text('S3_ENDPOINT') ? s3(read) : undefined,
    threads: read.whole('GRAFT_THREADS', 1),
    trainer: read.flag('GRAFT_TRAINER'),
    publicReading: read.flag('GRAFT_PUBLIC_READING'),
    ownerTokenFile: read.text('GRAFT_OWNER_TOKEN_FILE'),
    ownerPasswordFile: read.text('GRAFT_OWNER_PASSWORD_FILE'),
    logLevel: read.oneOf('GRAFT_LOG_LEVEL', LOG_LEVELS),
    starter: read.flag('GRAFT_STARTER'),
    featureCacheBytes: read.whole('GRAFT_FEATURE_CACHE_BYTES', 0),
    exportCacheBytes: read.whole('GRAFT_EXPORT_CACHE_BYTES', 0),
    maxPixels: read.whole('GRAFT_MAX_PIXELS', 1),
    maxUploadBytes: read.whole('GRAFT_MAX_UPLOAD_BYTES', 1),
    quotaBytes: read.whole('GRAFT_QUOTA_BYTES', 1),
    childMemoryMb: read.whole('GRAFT_CHILD_MEMORY_MB', 128),
    replica: read.text('GRAFT_REPLICA'),
    importAllow: read.list('GRAFT_IMPORT_ALLOW'),
    indexAllow: read.listOf('GRAFT_INDEX_ALLOW', parseSource),
    rateLimit: read.whole('GRAFT_RATE_LIMIT', 1),
    trustProxy: read.text('GRAFT_TRUST_PROXY'),
  };
  if (read.wrong.length > 0)
    throw new InvalidInput(`The configuration is not valid: ${read.wrong.join('; ')}.`, { where: 'environment' });
  return Object.assign(new Config(), known(settings));
}

function s3(read: Reader): S3Config {
  const settings = {
    endpoint: read.url('S3_ENDPOINT'),
    accessKey: read.needed('S3_ACCESS_KEY', read.text('S3_ACCESS_KEY')),
    secretKey: read.needed('S3_SECRET_KEY', read.text('S3_SECRET_KEY') ?? read.secret('S3_SECRET_KEY_FILE')),
    bucket: read.text('S3_BUCKET'),
    region: read.text('S3_REGION'),
  };
  return Object.assign(new S3Config(), known(settings));
}

/** The password may lie in a separate file, as a container's secret. */
function databaseUrl(read: Reader): string | undefined {
  const address = read.text('DATABASE_URL');
  const password = read.secret('DATABASE_PASSWORD_FILE');
  if (address !== undefined && !isPostgres(address)) {
    // Not repeated, for it may hold a password.
    read.wrong.push('DATABASE_URL is not a URL; a URL such as postgres://graft@127.0.0.1/graft is accepted');
    return undefined;
  }
  if (address === undefined || password === undefined) return address;
  const url = new URL(address);
  url.password = password;
  return url.href;
}

const isPostgres = (address: string) => URL.canParse(address) && /^postgres(ql)?:$/.test(new URL(address).protocol);

/** Without what is unset, so that the defaults stay. */
const known = <T extends object>(settings: T) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>;
