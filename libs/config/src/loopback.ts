import ipaddr from 'ipaddr.js';
import type { Config } from './config.js';

/** Whether an address or host name means this machine only. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  try {
    return ipaddr.process(host).range() === 'loopback'; // ::ffff:127.0.0.1, too
  } catch {
    return false; // another name
  }
}

/** Whether the server is for people at this machine: it listens on loopback, and no proxy in front lets others in. */
export const isPersonal = ({ host, trustProxy }: Pick<Config, 'host' | 'trustProxy'>): boolean =>
  isLoopback(host) && trustProxy === undefined;
