import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the server of a data folder answers; the command line finds it by this. */
export interface ServerAddress {
  url: string;
  pid: number;
}

const fileOf = (dataDir: string) => join(dataDir, 'server.json');

export const announce = (dataDir: string, address: ServerAddress): Promise<void> =>
  writeFile(fileOf(dataDir), `${JSON.stringify(address)}\n`);

export const withdraw = (dataDir: string): Promise<void> => rm(fileOf(dataDir), { force: true });
