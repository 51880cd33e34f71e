import { configDefaults, defineConfig } from 'vitest/config';
import { saySkippedOnce } from './test/support/say-skipped.js';

const conditions = ['graft-src'];
/** Also for the child processes and threads that specs start. */
const execArgv = ['--conditions=graft-src', `--import=${new URL('test/support/programs.mjs', import.meta.url).href}`];

const specs = ['libs/*/src/**/*.spec.ts', 'apps/*/src/**/*.spec.ts', 'tools/*.spec.ts'];
/** Those that start processes, databases or S3 servers, or train: `npm run check` leaves them out. */
const longSpecs = ['libs/*/src/**/*.integration.spec.ts', 'apps/*/src/**/*.integration.spec.ts'];
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    execArgv,
    onConsoleLog: saySkippedOnce,
    maxWorkers: 2,
    isolate: false, // modules are loaded once per worker, not once per file: a third less work
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: specs, exclude: [...configDefaults.exclude, ...longSpecs] },
      },
      { extends: true, test: { name: 'integration', include: longSpecs } },
      {
        extends: true,
        test: {
          name: 'system',
          globalSetup: ['test/support/shared-service.ts'],
          include: ['test/**/*.spec.ts'],
          exclude: [...configDefaults.exclude, 'test/interop/**', 'test/faults/**'],
        },
      },
      {
        extends: true,
        test: { name: 'faults', globalSetup: ['test/faults/setup.ts'], include: ['test/faults/*.spec.ts'] },
      },
      { extends: true, test: { name: 'interop', include: ['test/interop/*.spec.ts'], fileParallelism: false } },
    ],
  },
});
