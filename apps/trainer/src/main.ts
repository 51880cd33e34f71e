import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { Config, loadConfig } from '#graft/config';
import { InvalidInput, Problem } from '#graft/problems';
import { TrainerModule } from './trainer.module.js';

try {
  await train(loadConfig());
} catch (error) {
  process.stderr.write(`graft trainer: ${error instanceof Problem ? error.detail : (error as Error).stack}\n`);
  process.exitCode = 1;
}

async function train(config: Config): Promise<void> {
  if (!config.databaseUrl)
    throw new InvalidInput(
      'A trainer of its own needs Postgres (DATABASE_URL): the embedded database can be open in one process only, and there the server trains.',
      { where: 'DATABASE_URL' },
    );
  const app = await NestFactory.createApplicationContext(TrainerModule.of(config), {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks(); // SIGTERM puts the run under way back into the queue
}
