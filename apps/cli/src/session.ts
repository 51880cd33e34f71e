import type { Command } from 'commander';
import { ClientConfig, loadClientConfig } from '#graft/config';
import { Api, connect } from './client.js';
import { Connection, findServer } from './connection.js';
import { Output } from './output.js';

/** What a command that talks to a server works with. */
export interface Session {
  config: ClientConfig;
  connection: Connection;
  api: Api;
  out: Output;
}

/**
 * Wraps a command's work for commander, which passes the arguments, the options and the command itself.
 * `--json` is known to every command.
 */
export const withServer =
  <Arguments extends unknown[]>(work: (session: Session, ...args: Arguments) => Promise<void>) =>
  async (...args: unknown[]): Promise<void> => {
    const config = loadClientConfig();
    const connection = await findServer(config);
    const session = { config, connection, api: connect(connection), out: outputOf(args) };
    await work(session, ...(args.slice(0, -1) as Arguments));
  };

/** The same for a command that needs no server. */
export const alone =
  <Arguments extends unknown[]>(work: (out: Output, ...args: Arguments) => Promise<void>) =>
  (...args: unknown[]): Promise<void> =>
    work(outputOf(args), ...(args.slice(0, -1) as Arguments));

const outputOf = (args: unknown[]) => new Output((args.at(-1) as Command).optsWithGlobals().json === true);
