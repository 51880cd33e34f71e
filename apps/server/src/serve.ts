import { aborted, untilStopped } from '#graft/child';
import { Config } from '#graft/config';
import type { EngineReport } from '#graft/engine';
import { RunningServer, startServer } from './server.js';

/** How long the greeting waits for the engines. */
const ENGINES_MS = 10_000;

/** Runs the service until it is asked to stop, and ends the process. */
export function serve(config: Config): Promise<void> {
  return untilStopped(async (stop) => {
    const server = await startServer(config, stop);
    const engines = await Promise.race([server.engines.report(ENGINES_MS), aborted(stop)]);
    if (engines) process.stdout.write(greeting(server, engines, config));
    await aborted(stop);
    process.stdout.write('\nStopping. Runs in progress continue at the next start.\n');
    await server.close();
  });
}

/** Where it is, where its data lie and how it ends: all that a person needs at the start. */
function greeting({ url, oneTimeToken }: RunningServer, engines: EngineReport[] | string, config: Config): string {
  const blobs = config.s3 ? `objects in ${config.s3.endpoint}/${config.s3.bucket}` : 'local files';
  const database = config.databaseUrl ? 'Postgres' : 'embedded database';
  const lines = [
    ['Open', oneTimeToken ? `${url}/#token=${oneTimeToken}` : url],
    ['API', `${url}/api/docs`],
    ['Data', `${config.dataDir} (${database}, ${blobs})`],
    ['Train', typeof engines === 'string' ? engines : trainedBy(engines)],
    ['Stop', 'Ctrl-C'],
  ];
  return ['', '  Graft is ready.', '', ...lines.map(([name, value]) => `  ${name!.padEnd(7)}${value}`), '', ''].join(
    '\n',
  );
}

function trainedBy(engines: EngineReport[]): string {
  const training = engines.find(({ usedFor, available }) => usedFor === 'training' && available);
  return training
    ? `${training.name}: ${training.why}`
    : 'no engine could be loaded; run `graft doctor` for the reasons';
}
