import { Command } from 'commander';
import { doctorCommand } from './commands/doctor.js';
import { serveCommand } from './commands/serve.js';

export const program = new Command('graft')
  .description('A model zoo whose models can be fine-tuned in one click')
  .option('--json', 'print the resource as one JSON document')
  .configureHelp({ showGlobalOptions: true })
  .addCommand(serveCommand)
  .addCommand(doctorCommand);
