import { serveChild } from '#graft/child';
import { runPipeline, type RunResult } from './pipeline.js';
import type { RunInput } from './run-input.js';

serveChild<RunInput, RunResult>((input, { emit, signal }) => {
  // Nothing needs tidying up, at whatever moment: a run may be killed at any.
  signal.addEventListener('abort', () => process.exit(1));
  return runPipeline(input, emit);
});
