import { Injectable } from '@nestjs/common';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { EngineReport } from '#graft/engine';

/** Which engines run here. Loading them all is heavy, so a child process tries them, once. */
@Injectable()
export class Engines {
  private found?: Promise<EngineReport[]>;

  survey(): Promise<EngineReport[]> {
    this.found ??= survey();
    return this.found;
  }
}

async function survey(): Promise<EngineReport[]> {
  const child = fork(new URL('./survey.child.js', import.meta.url), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const [[reports]] = (await Promise.all([once(child, 'message'), once(child, 'exit')])) as [[EngineReport[]], unknown];
  return reports;
}
