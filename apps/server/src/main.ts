import { loadConfig } from '#graft/config';
import { Problem } from '#graft/problems';
import { serve } from './serve.js';

try {
  await serve(loadConfig());
} catch (error) {
  process.stderr.write(`graft: ${error instanceof Problem ? error.detail : (error as Error).stack}\n`);
  process.exitCode = 1;
}
