import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { InvalidInput } from '#graft/problems';

/** Where the command line finds its server. */
export interface ClientConfig {
  /** `GRAFT_URL`, without a trailing slash. */
  url?: string;
  /** `GRAFT_TOKEN`. */
  token?: string;
  /** Data folder of a server on this machine: `GRAFT_DATA`, else `./data`. */
  dataDir: string;
  /** Folder of what the command line itself remembers: logins, uploads that were cut off. */
  homeDir: string;
}

/** @throws InvalidInput if GRAFT_URL is no address. */
export function loadClientConfig(env: Record<string, string | undefined> = process.env): ClientConfig {
  const url = env.GRAFT_URL?.replace(/\/+$/, '');
  if (url && !/^https?:\/\//.test(url))
    throw new InvalidInput(`GRAFT_URL is "${url}". It must be a URL such as http://127.0.0.1:3000.`, {
      where: 'GRAFT_URL',
      received: url,
    });
  return {
    ...(url && { url }),
    ...(env.GRAFT_TOKEN && { token: env.GRAFT_TOKEN }),
    dataDir: resolve(env.GRAFT_DATA || 'data'),
    homeDir: join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'graft'),
  };
}
