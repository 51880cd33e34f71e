import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from './service.js';

const MODELS = 2;

/** Waits until the starter zoo is there, which a new service puts in after its start. */
export async function starterZoo(service: Service): Promise<void> {
  while ((await service.call('GET', '/models?owner=starter')).total < MODELS) await sleep(200);
}
