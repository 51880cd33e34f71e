import { configDefaults, defineConfig } from 'vitest/config';

const conditions = ['graft-src'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['libs/*/src/**/*.spec.ts', 'apps/*/src/**/*.spec.ts'],
          isolate: false, // a third less work: modules are loaded once a worker
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          globalSetup: ['test/support/shared-service.ts'],
          include: ['test/**/*.spec.ts'],
          exclude: [...configDefaults.exclude, 'test/interop/**'],
          fileParallelism: false,
        },
      },
      { extends: true, test: { name: 'interop', include: ['test/interop/*.spec.ts'], fileParallelism: false } },
    ],
  },
});
