import type { TestProject } from 'vitest/node';
import { begunService } from './begun-service.js';

declare module 'vitest' {
  export interface ProvidedContext {
    service: { dataDir: string; port: number };
  }
}

/** One service for all specs that only use one; those that kill or configure theirs start their own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const service = await begunService({ GRAFT_IMPORT_ALLOW: 'localhost' });
  project.provide('service', { dataDir: service.dataDir, port: service.port });
  return () => service.dispose();
}
