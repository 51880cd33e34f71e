import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Connection } from '#graft/api';
import { ClientConfig } from '#graft/config';

/** Servers that `graft login` stored; `current` is the last one, used if no other server is given. */
interface Logins {
  current: string;
  tokens: Record<string, string>;
}

const loginFile = ({ homeDir }: ClientConfig) => join(homeDir, 'login.json');

/**
 * The server to talk to: the one that GRAFT_URL names, else the one running on this data folder, else the one last
 * signed in to, else the default address. Its token: GRAFT_TOKEN, else the data folder's, else the remembered one.
 */
export async function findServer(config: ClientConfig): Promise<Connection> {
  const local = await readLocal(config.dataDir);
  const logins = await readLogins(config);
  const url = config.url ?? local?.url ?? logins?.current ?? 'http://127.0.0.1:3000';
  const token = config.token ?? (url === local?.url ? local.token : null) ?? logins?.tokens[url] ?? null;
  return { url, token };
}

export async function rememberLogin(
  config: ClientConfig,
  { url, token }: { url: string; token: string },
): Promise<void> {
  const known = await readLogins(config);
  const logins: Logins = { current: url, tokens: { ...known?.tokens, [url]: token } };
  const file = loginFile(config);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 });
}

/** Address and token of the server that runs on a data folder; null if none runs. */
async function readLocal(dataDir: string): Promise<Connection | null> {
  const server = await readJson<{ url: string; pid: number }>(join(dataDir, 'server.json'));
  if (!server || !isRunning(server.pid)) return null;
  const token = await readFile(join(dataDir, 'token'), 'utf8').catch(absent);
  return { url: server.url, token: token?.trim() ?? null };
}

const readLogins = (config: ClientConfig) => readJson<Logins>(loginFile(config));

const readJson = async <T>(file: string): Promise<T | null> => {
  const text = await readFile(file, 'utf8').catch(absent);
  return text === null ? null : (JSON.parse(text) as T);
};

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'EACCES') return null;
  throw error;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // the process belongs to another user
  }
}
