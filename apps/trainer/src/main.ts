import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { aborted, untilStopped } from '#graft/child';
import { Config, loadConfig, prepareDataFolder } from '#graft/config';
import { InvalidInput, Problem } from '#graft/problems';
import { TrainerModule } from './trainer.module.js';

try {
  await untilStopped((stop) => train(loadConfig(), stop));
} catch (error) {
  process.stderr.write(`graft trainer: ${error instanceof Problem ? error.detail : (error as Error).stack}\n`);
  process.exitCode = 1;
}

/** Works runs until it is asked to stop, then puts the run under way back into the queue. */
async function train(config: Config, stop: AbortSignal): Promise<void> {
  if (!config.databaseUrl)
    throw new InvalidInput(
      'A separate trainer needs Postgres. Set DATABASE_URL. With the embedded database, which only one process can open, the server itself trains.',
      { where: 'DATABASE_URL' },
    );
  const notes = prepareDataFolder(config.dataDir);
  const app = await NestFactory.createApplicationContext(TrainerModule.of(config), {
    bufferLogs: true,
    abortOnError: false,
  });
  const logger = app.get(Logger);
  app.useLogger(logger);
  for (const note of notes) logger.warn(note);
  await aborted(stop);
  await app.close();
}
