import { Logger as NestLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import { Logger } from 'nestjs-pino';
import { Accounts } from '#graft/accounts';
import { Config } from '#graft/config';
import type { EngineReport } from '#graft/engine';
import { Conflict, InvalidInput } from '#graft/problems';
import { Outlines, StarterZoo } from '#graft/zoo';
import { AppModule } from './app.module.js';
import { Engines } from './engines.js';
import { crossOrigin, securityHeaders } from './http-policy.js';
import { Metrics } from './metrics.js';
import { serveOpenApi, setRoutes } from './openapi.js';
import { servePage } from './page.js';
import { strayRequests } from './problem.filter.js';
import { isLoopback } from './rate-limit.js';
import { announce, withdraw } from './server-file.js';
import { validation } from './validation.js';

export interface RunningServer {
  /** `http://127.0.0.1:3000`, with the port that was really taken. */
  url: string;
  /** The owner's token, where this machine keeps it. */
  ownerToken: string | null;
  /** Which engines run here; found out in the background. */
  engines: Promise<EngineReport[]>;
  /** Stops listening, puts running jobs back into the queue and closes the database. */
  close(): Promise<void>;
}

/**
 * Starts the service and waits until it answers.
 * @throws InvalidInput beyond loopback without an owner; Conflict where the port is taken.
 */
export async function startServer(config: Config): Promise<RunningServer> {
  refuseStrangers(config);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(config), {
    bufferLogs: true,
    abortOnError: false,
    forceCloseConnections: true,
  });
  try {
    prepare(app, config);
    await app.init();
    app.use(...strayRequests);
    const ownerToken = await app.get(Accounts).ensureOwner();
    await app.listen(config.port, config.host);
    const url = addressOf(app, config.host);
    await announce(config.dataDir, { url, pid: process.pid });
    tendInBackground(app, config);
    const engines = app.get(Engines).survey();
    return { url, ownerToken, engines, close: () => close(app, config) };
  } catch (error) {
    await app.close();
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? portTaken(config.port) : error;
  }
}

/** Everything between a socket and the controllers. */
function prepare(app: NestExpressApplication, config: Config): void {
  app.useLogger(app.get(Logger));
  if (config.trustProxy !== undefined) app.set('trust proxy', config.trustProxy);
  app.use(app.get(Metrics).observe);
  app.use(securityHeaders());
  app.enableCors(crossOrigin);
  app.useBodyParser('json', { limit: '16mb' });
  setRoutes(app);
  app.useGlobalPipes(validation());
  serveOpenApi(app);
  servePage(app);
}

async function close(app: NestExpressApplication, config: Config): Promise<void> {
  await withdraw(config.dataDir);
  app.getHttpServer().close(); // no new requests while running jobs are put back
  await app.close();
}

function refuseStrangers({ host, ownerTokenFile, ownerPasswordFile }: Config): void {
  if (isLoopback(host) || ownerTokenFile || ownerPasswordFile) return;
  throw new InvalidInput(
    `Listening on ${host} lets others in, and no owner is configured. Set GRAFT_OWNER_TOKEN_FILE or GRAFT_OWNER_PASSWORD_FILE, or listen on 127.0.0.1.`,
    { where: 'GRAFT_HOST', received: host, accepted: '127.0.0.1' },
  );
}

const portTaken = (port: number) =>
  new Conflict(`Port ${port} is taken. Choose another: \`graft serve --port N\`, or GRAFT_PORT=N.`, {
    where: 'GRAFT_PORT',
    received: port,
  });

function addressOf(app: NestExpressApplication, host: string): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What an earlier Graft left undone, or a new zoo begins with, while the server answers already. */
function tendInBackground(app: NestExpressApplication, { starter }: Config): void {
  const logger = new NestLogger('Zoo');
  const failed = (what: string) => (error: unknown) => logger.error({ err: error }, what);
  const seeded = starter ? app.get(StarterZoo).seed().catch(failed('The starter zoo could not be put in')) : undefined;
  void Promise.resolve(seeded)
    .then(() => app.get(Outlines).fill())
    .catch(failed('The outlines of models could not be found'));
}
