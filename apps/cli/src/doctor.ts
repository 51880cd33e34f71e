import { statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { Client } from 'pg';
import { Config, prepareDataFolder } from '#graft/config';
import { EngineReport, surveyEngines } from '#graft/engine';
import { openBlobStore } from '#graft/storage';
import { bytes } from './text.js';

interface Check {
  name: string;
  ok: boolean;
  detail: string;
}

export interface Examination {
  checks: Check[];
  engines: EngineReport[];
}

/** Looks at everything that a server on this machine would need. */
export async function examine(config: Config): Promise<Examination> {
  const engines = await surveyEngines();
  const checks = [
    node(),
    await attempt('data folder', () => dataFolder(config)),
    await attempt('database', () => database(config)),
    await attempt('blobs', () => blobs(config)),
    engineFor('inference', engines),
    engineFor('training', engines),
  ];
  return { checks, engines };
}

function node(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const machine = `${availableParallelism()} threads, ${bytes(totalmem())} memory`;
  return {
    name: 'Node',
    ok: major > 20 || (major === 20 && minor >= 19),
    detail: `${process.version} (20.19 or later), ${machine}`,
  };
}

async function dataFolder({ dataDir }: Config): Promise<string> {
  const notes = prepareDataFolder(dataDir);
  const { bavail, bsize } = await statfs(dataDir);
  return [`${dataDir}, ${bytes(bavail * bsize)} free`, ...notes].join('. ');
}

async function database({ databaseUrl }: Config): Promise<string> {
  if (!databaseUrl) return 'embedded (PGlite) in the data folder';
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ version: string }>('SELECT version()');
  await client.end();
  return rows[0]!.version.split(' ').slice(0, 2).join(' ');
}

async function blobs(config: Config): Promise<string> {
  await openBlobStore(config).check();
  return config.s3 ? `S3 at ${config.s3.endpoint}, bucket ${config.s3.bucket}` : 'files in the data folder';
}

/** What will run, and why it is that one. */
function engineFor(use: EngineReport['usedFor'], engines: EngineReport[]): Check {
  const chosen = engines.find(({ usedFor, available }) => usedFor === use && available);
  const detail = chosen ? `${chosen.name} ${chosen.version ?? ''}, ${chosen.why}` : 'no engine loads';
  return { name: use, ok: chosen !== undefined, detail };
}

async function attempt(name: string, look: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await look() };
  } catch (error) {
    return { name, ok: false, detail: (error as Error).message };
  }
}
