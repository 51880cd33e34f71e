import { loadConfig } from '#graft/config';
import { isAlive } from './heartbeat.js';

process.exitCode = isAlive(loadConfig()) ? 0 : 1;
