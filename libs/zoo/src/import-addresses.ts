import ipaddr from 'ipaddr.js';
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { InvalidInput } from '#graft/problems';

/** Whether the address is one of the public internet: not private, loopback, link-local, reserved or a tunnel to those. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/**
 * @param allow hosts that the operator permits whatever they resolve to.
 * @throws InvalidInput for anything but http(s), and for a host that is itself a private address.
 */
export function assertFetchable(url: URL, allow: readonly string[]): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new InvalidInput('Models are fetched over http and https only.', {
      where: 'url',
      received: url.href,
      accepted: 'http://… or https://…',
    });
  const host = hostOf(url);
  if (ipaddr.isValid(host) && !isPublicAddress(host) && !allow.includes(host)) throw privateAddress(host, host);
}

/** The host without the brackets of IPv6. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** Resolves a name when a connection is made, and refuses it if any of its addresses is private. */
export function publicLookup(allow: readonly string[]): LookupFunction {
  return (host, options, callback) =>
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const refused = addresses.find(({ address }) => !isPublicAddress(address));
      if (refused && !allow.includes(host)) return callback(privateAddress(host, refused.address), []);
      if (options.all) return callback(null, addresses);
      callback(null, addresses[0]!.address, addresses[0]!.family);
    });
}

function privateAddress(host: string, address: string): InvalidInput {
  return new InvalidInput(
    `${host} ${host === address ? 'is' : `resolves to ${address},`} a private address, and models are not fetched from those. The operator can permit the host with GRAFT_IMPORT_ALLOW.`,
    { where: 'url', received: host, accepted: 'a public host' },
  );
}
