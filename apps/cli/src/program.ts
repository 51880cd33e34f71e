import { Command } from 'commander';
import manifest from '../../../package.json' with { type: 'json' };
import { aliasCommand } from './commands/alias.js';
import { applicationsCommand } from './commands/applications.js';
import { cancelCommand } from './commands/cancel.js';
import { catalogueCommand } from './commands/catalogue.js';
import { compareCommand } from './commands/compare.js';
import { datasetCommand } from './commands/dataset.js';
import { deleteCommand } from './commands/delete.js';
import { doctorCommand } from './commands/doctor.js';
import { finetuneCommand } from './commands/finetune.js';
import { fsckCommand } from './commands/fsck.js';
import { gcCommand } from './commands/gc.js';
import { importCommand } from './commands/import.js';
import { importsCommand } from './commands/imports.js';
import { indexCommand } from './commands/index-models.js';
import { loginCommand } from './commands/login.js';
import { modelsCommand } from './commands/models.js';
import { namespaceCommand } from './commands/namespace.js';
import { openCommand } from './commands/open.js';
import { predictCommand } from './commands/predict.js';
import { publishCommand } from './commands/publish.js';
import { pullCommand } from './commands/pull.js';
import { verifyCommand } from './commands/verify.js';
import { resumeCommand } from './commands/resume.js';
import { runCommand } from './commands/run.js';
import { runsCommand } from './commands/runs.js';
import { serveCommand } from './commands/serve.js';
import { showCommand } from './commands/show.js';
import { tokenCommand } from './commands/token.js';
import { userCommand } from './commands/user.js';
import { visibilityCommand } from './commands/visibility.js';
import { whoamiCommand } from './commands/whoami.js';
import { yankCommand } from './commands/yank.js';

const groups: Record<string, Command[]> = {
  'Server:': [serveCommand, openCommand, doctorCommand, gcCommand, fsckCommand],
  'Accounts:': [loginCommand, whoamiCommand, tokenCommand, namespaceCommand, userCommand],
  'Models:': [
    modelsCommand,
    showCommand,
    pullCommand,
    verifyCommand,
    predictCommand,
    importCommand,
    importsCommand,
    catalogueCommand,
    applicationsCommand,
    indexCommand,
    aliasCommand,
    visibilityCommand,
    yankCommand,
    deleteCommand,
  ],
  'Fine-tuning:': [
    datasetCommand,
    finetuneCommand,
    runsCommand,
    runCommand,
    compareCommand,
    cancelCommand,
    resumeCommand,
    publishCommand,
  ],
};

export const program = new Command('graft')
  .description('A model zoo whose models can be fine-tuned in one click.')
  .version(manifest.version, '--version', 'print the version of Graft')
  .option('--json', 'print the resource as one JSON document')
  .configureHelp({ showGlobalOptions: true, sortOptions: true })
  .helpCommand(false)
  .showHelpAfterError('(run with --help for usage)');

for (const [heading, commands] of Object.entries(groups))
  for (const command of commands) program.addCommand(command.helpGroup(heading));
