import type { Command } from 'commander';
import { type Api, connect, type Connection } from '#graft/api';
import { ClientConfig, loadClientConfig } from '#graft/config';
import { findServer } from './connection.js';
import { Output } from './output.js';

/** What a command needs to call a server. */
export interface Session {
  config: ClientConfig;
  connection: Connection;
  api: Api;
  out: Output;
}

const advice = 'Start a server with `graft serve`, or set GRAFT_URL to the address of another.';

/**
 * Wraps a command's work for commander, which passes the arguments, the options and the command itself.
 * `--json` is known to every command.
 */
export const withServer =
  <Arguments extends unknown[]>(work: (session: Session, ...args: Arguments) => Promise<void>) =>
  async (...args: unknown[]): Promise<void> => {
    const config = loadClientConfig();
    const connection = { ...(await findServer(config)), advice };
    const session = { config, connection, api: connect(connection), out: outputOf(args) };
    await work(session, ...(args.slice(0, -1) as Arguments));
  };

/** The same for a command that does not call a server. */
export const alone =
  <Arguments extends unknown[]>(work: (out: Output, ...args: Arguments) => Promise<void>) =>
  (...args: unknown[]): Promise<void> =>
    work(outputOf(args), ...(args.slice(0, -1) as Arguments));

const outputOf = (args: unknown[]) => new Output((args.at(-1) as Command).optsWithGlobals().json === true);
