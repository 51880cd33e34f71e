import { plainToInstance, Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Max,
  Min,
  validateSync,
  ValidateNested,
} from 'class-validator';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import 'reflect-metadata';
import { InvalidInput } from '#graft/problems';

export class S3Config {
  @IsUrl({ require_tld: false, require_protocol: true })
  endpoint: string;
  @IsString()
  accessKey: string;
  @IsString()
  secretKey: string;
  @IsString()
  bucket = 'graft';
  @IsString()
  region = 'us-east-1';
}

/** All settings, validated; nothing else reads the environment. */
export class Config {
  /** Folder of the embedded database, local blobs, caches and the owner's token. */
  @IsString()
  dataDir = resolve('data');
  @IsString()
  host = '127.0.0.1';
  @IsInt()
  @Min(0)
  @Max(65535)
  port = 3000;
  /** Postgres; the embedded database where unset. */
  @IsOptional()
  @IsString()
  databaseUrl?: string;
  /** S3; a local folder where unset. */
  @IsOptional()
  @ValidateNested()
  @Type(() => S3Config)
  s3?: S3Config;
  /** Processor threads that server and trainers share. */
  @IsInt()
  @Min(1)
  threads = availableParallelism();
  /** Whether this server also works the queue of runs. Always so on the embedded database. */
  @IsBoolean()
  trainer = true;
  /** Whether public models can be read without a token. */
  @IsBoolean()
  publicReading = true;
  @IsOptional()
  @IsString()
  ownerTokenFile?: string;
  @IsOptional()
  @IsString()
  ownerPasswordFile?: string;
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  logLevel = 'info';
  /** Whether the starter zoo and the sample set are put into an empty database. */
  @IsBoolean()
  starter = true;
  /** Bytes of extracted features kept on this machine. */
  @IsInt()
  @Min(0)
  featureCacheBytes = 4 * 1024 ** 3;
  /** Pixels of the largest image accepted. */
  @IsInt()
  @Min(1)
  maxPixels = 100_000_000;
  /** Bytes of the largest upload accepted. */
  @IsInt()
  @Min(1)
  maxUploadBytes = 4 * 1024 ** 3;
  /** Bytes an account may store, unless its own quota says otherwise. */
  @IsInt()
  @Min(1)
  quotaBytes = 50 * 1024 ** 3;
  /** Memory of a child process, MiB. */
  @IsInt()
  @Min(128)
  childMemoryMb = 4096;
  /** Hosts that imports may fetch from though they resolve to private addresses. */
  @IsArray()
  @IsString({ each: true })
  importAllow: string[] = [];
  /** Requests a minute from one address. */
  @IsInt()
  @Min(1)
  rateLimit = 1200;
  /** Origins of the reverse proxy in front, in Express' `trust proxy` form. */
  @IsOptional()
  @IsString()
  trustProxy?: string;
}

type Environment = Record<string, string | undefined>;

const text = (value: string | undefined) => (value === undefined || value === '' ? undefined : value);
const number = (value: string | undefined) => (text(value) === undefined ? undefined : Number(value));
const list = (value: string | undefined) =>
  text(value)
    ?.split(',')
    .map((item) => item.trim());
const flag = (value: string | undefined): unknown => {
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  return text(value); // refused by the validator, with the value shown
};

const secret = (file: string | undefined) => text(file) && readFileSync(file!, 'utf8').trim();

/** The password may lie in a file of its own, as a container's secret. */
function databaseUrl(env: Environment): string | undefined {
  const address = text(env.DATABASE_URL);
  const password = secret(env.DATABASE_PASSWORD_FILE);
  if (address === undefined || password === undefined) return address;
  const url = new URL(address);
  url.password = password;
  return url.href;
}

/** The settings named by environment variables; unset ones keep their defaults. */
function named(env: Environment): Record<string, unknown> {
  return {
    dataDir: text(env.GRAFT_DATA) && resolve(env.GRAFT_DATA!),
    host: text(env.GRAFT_HOST),
    port: number(env.GRAFT_PORT),
    databaseUrl: databaseUrl(env),
    s3: text(env.S3_ENDPOINT) && {
      endpoint: env.S3_ENDPOINT,
      accessKey: env.S3_ACCESS_KEY,
      secretKey: text(env.S3_SECRET_KEY) ?? secret(env.S3_SECRET_KEY_FILE),
      ...(text(env.S3_BUCKET) && { bucket: env.S3_BUCKET }),
      ...(text(env.S3_REGION) && { region: env.S3_REGION }),
    },
    threads: number(env.GRAFT_THREADS),
    trainer: flag(env.GRAFT_TRAINER),
    publicReading: flag(env.GRAFT_PUBLIC_READING),
    ownerTokenFile: text(env.GRAFT_OWNER_TOKEN_FILE),
    ownerPasswordFile: text(env.GRAFT_OWNER_PASSWORD_FILE),
    logLevel: text(env.GRAFT_LOG_LEVEL),
    starter: flag(env.GRAFT_STARTER),
    featureCacheBytes: number(env.GRAFT_FEATURE_CACHE_BYTES),
    maxPixels: number(env.GRAFT_MAX_PIXELS),
    maxUploadBytes: number(env.GRAFT_MAX_UPLOAD_BYTES),
    quotaBytes: number(env.GRAFT_QUOTA_BYTES),
    childMemoryMb: number(env.GRAFT_CHILD_MEMORY_MB),
    importAllow: list(env.GRAFT_IMPORT_ALLOW),
    rateLimit: number(env.GRAFT_RATE_LIMIT),
    trustProxy: text(env.GRAFT_TRUST_PROXY),
  };
}

/**
 * @param options settings of a command line, named as in the environment; they win over it.
 * @throws InvalidInput naming every setting that is wrong.
 */
export function loadConfig(env: Environment = process.env, options: Environment = {}): Config {
  const set = Object.fromEntries(
    Object.entries(named({ ...env, ...options })).filter(([, value]) => value !== undefined && value !== ''),
  );
  const config = plainToInstance(Config, set);
  const errors = validateSync(config, { whitelist: true, forbidNonWhitelisted: true });
  const wrong = errors
    .flatMap((error) => [error, ...(error.children ?? [])])
    .flatMap((error) => Object.values(error.constraints ?? {}));
  if (wrong.length > 0)
    throw new InvalidInput(`The configuration is wrong: ${wrong.join('; ')}.`, { where: 'environment' });
  return config;
}
