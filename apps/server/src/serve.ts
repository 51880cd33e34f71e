import { Config } from '#graft/config';
import type { EngineReport } from '#graft/engine';
import { RunningServer, startServer } from './server.js';

/** Runs the service until it is asked to stop. */
export async function serve(config: Config): Promise<void> {
  const server = await startServer(config);
  process.stdout.write(greeting(server, await server.engines, config));
  await stopAsked();
  process.stdout.write('\nStopping. Runs that were under way go on at the next start.\n');
  await server.close();
}

/** Where it is, where its data lie and how it ends: all that a person needs at the start. */
function greeting({ url, ownerToken }: RunningServer, engines: EngineReport[], config: Config): string {
  const blobs = config.s3 ? `objects in ${config.s3.endpoint}/${config.s3.bucket}` : 'local files';
  const database = config.databaseUrl ? 'Postgres' : 'embedded database';
  const training = engines.find(({ usedFor, available }) => usedFor === 'training' && available);
  const lines = [
    ['Open', ownerToken ? `${url}/?token=${ownerToken}` : url],
    ['API', `${url}/api/docs`],
    ['Data', `${config.dataDir} (${database}, ${blobs})`],
    ['Train', training ? `${training.name}: ${training.why}` : 'no engine loads; `graft doctor` says why'],
    ['Stop', 'Ctrl-C'],
  ];
  return ['', '  Graft is ready.', '', ...lines.map(([name, value]) => `  ${name!.padEnd(7)}${value}`), '', ''].join(
    '\n',
  );
}

/** npm passes a Ctrl-C on to a process that the terminal has sent it to already: one press, two signals. */
const SAME_PRESS_MS = 500;

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    let first = 0;
    const stop = () => {
      if (first === 0) {
        first = Date.now();
        resolve();
      } else if (Date.now() - first > SAME_PRESS_MS) {
        process.exit(130);
      }
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
