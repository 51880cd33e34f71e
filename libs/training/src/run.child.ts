import { serveChild } from '#graft/jobs';
import { runPipeline, type RunResult } from './pipeline.js';
import type { RunInput } from './run-input.js';

serveChild<RunInput, RunResult>((input, { emit }) => runPipeline(input, emit));
