import { Logger as NestLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import { Logger } from 'nestjs-pino';
import { Accounts, ownPageOnly, Sessions, Tokens } from '#graft/accounts';
import { aborted } from '#graft/child';
import { Config, isLoopback, prepareDataFolder } from '#graft/config';
import { Conflict, InvalidInput } from '#graft/problems';
import { StarterZoo } from '#graft/starter';
import { Outlines } from '#graft/serving';
import { AppModule } from './app.module.js';
import { Engines } from './engines.js';
import { crossOrigin, securityHeaders } from './http-policy.js';
import { jsonBodies } from './json-bodies.js';
import { Metrics } from './metrics.js';
import { serveOpenApi, setRoutes } from './openapi.js';
import { servePage } from './page.js';
import { brokenRequests, strayRequests } from './problem.filter.js';
import { announce, withdraw } from './server-file.js';
import { validation } from './validation.js';
import { wellFormedAddress } from './well-formed-address.js';

export interface RunningServer {
  /** `http://127.0.0.1:3000`, with the port that was really taken. */
  url: string;
  /** Signs the owner in once, if this machine keeps the owner's token. */
  oneTimeToken: string | null;
  /** Which engines run here; found out in the background. */
  engines: Engines;
  /** Stops listening, puts running jobs back into the queue and closes the database. */
  close(): Promise<void>;
}

/**
 * Starts the service and waits until it answers.
 * @param stop aborts a start that is under way, which then closes what it has opened
 * @throws InvalidInput beyond loopback without an owner; Conflict where the port is taken; `stop.reason`
 */
export async function startServer(config: Config, stop: AbortSignal): Promise<RunningServer> {
  refuseStrangers(config);
  const notes = prepareDataFolder(config.dataDir);
  const creating = create(config);
  // Until it is created it has taken no work. What it has opened or half made survives the end of the process.
  await Promise.race([creating, aborted(stop)]);
  stop.throwIfAborted();
  const app = await creating;
  try {
    for (const note of notes) new NestLogger('Data').warn(note);
    await prepare(app, config);
    stop.throwIfAborted();
    const oneTimeToken = await offerToOwner(app);
    stop.throwIfAborted();
    await app.listen(config.port, config.host);
    const url = addressOf(app, config.host);
    await announce(config.dataDir, { url, pid: process.pid });
    tendInBackground(app, config);
    return { url, oneTimeToken, engines: app.get(Engines), close: () => close(app, config) };
  } catch (error) {
    await app.close();
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? portTaken(config.port) : error;
  }
}

/** The whole application, which listens on nothing yet. */
export async function createApp(config: Config): Promise<NestExpressApplication> {
  const app = await create(config);
  await prepare(app, config);
  return app;
}

const create = (config: Config) =>
  NestFactory.create<NestExpressApplication>(AppModule.of(config), {
    bufferLogs: true,
    abortOnError: false,
    forceCloseConnections: true,
    bodyParser: false, // `jsonBodies` reads bodies; forms are not read
  });

/** Everything between a socket and the controllers. */
async function prepare(app: NestExpressApplication, config: Config): Promise<void> {
  app.useLogger(app.get(Logger));
  if (config.trustProxy !== undefined) app.set('trust proxy', config.trustProxy);
  app.use(app.get(Metrics).observe);
  app.use(securityHeaders());
  app.use(wellFormedAddress);
  app.enableCors(crossOrigin);
  app.use(ownPageOnly, ...jsonBodies());
  app.getHttpServer().on('clientError', brokenRequests);
  setRoutes(app);
  app.useGlobalPipes(validation());
  serveOpenApi(app);
  servePage(app);
  await app.init();
  app.use(...strayRequests);
}

async function offerToOwner(app: NestExpressApplication): Promise<string | null> {
  const token = await app.get(Accounts).ensureOwner();
  if (token === null) return null;
  return app.get(Sessions).offer(await app.get(Tokens).callerOf(token)).secret;
}

async function close(app: NestExpressApplication, config: Config): Promise<void> {
  await withdraw(config.dataDir);
  app.getHttpServer().close(); // no new requests while running jobs are put back
  await app.close();
}

function refuseStrangers({ host, ownerTokenFile, ownerPasswordFile }: Config): void {
  if (isLoopback(host) || ownerTokenFile || ownerPasswordFile) return;
  throw new InvalidInput(
    `Listening on ${host} makes the server reachable from other machines, but no owner is configured. Set GRAFT_OWNER_TOKEN_FILE or GRAFT_OWNER_PASSWORD_FILE, or listen on 127.0.0.1.`,
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
  const seeded = starter ? app.get(StarterZoo).seed().catch(failed('The starter zoo could not be loaded')) : undefined;
  void Promise.resolve(seeded)
    .then(() => app.get(Outlines).fill())
    .catch(failed('The outlines of models could not be computed'));
}
