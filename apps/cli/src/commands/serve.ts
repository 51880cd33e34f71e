import { Command } from 'commander';
import { loadConfig } from '#graft/config';
import { alone } from '../session.js';

export const serveCommand = new Command('serve')
  .description('start the server; Ctrl-C stops it')
  .option('--port <n>', 'port to listen on (3000)')
  .option('--data <dir>', 'folder for the database and the files (./data)')
  .action(
    alone(async (_out, options: { port?: string; data?: string }) => {
      const named = { GRAFT_PORT: options.port, GRAFT_DATA: options.data };
      const set = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
      const { serve } = await import('../../../server/src/serve.js'); // a second that only this command needs
      await serve(loadConfig(undefined, set));
    }),
  );
