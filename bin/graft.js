#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);

if (existsSync(built)) {
  await import(built.href);
} else {
  process.stderr.write('graft: not built yet. Run `npm run build` first (`npm start` does it, too).\n');
  process.exitCode = 1;
}
