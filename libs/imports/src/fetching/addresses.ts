import ipaddr from 'ipaddr.js';
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { InvalidInput } from '#graft/problems';

/**
 * Addresses in public ranges that cloud platforms use for their own services. Inside such a platform, they lead to the
 * platform, not to the internet.
 */
const PLATFORM_RANGES = [
  '168.63.129.16/32', // Azure: the wire server, which hands out certificates and settings
  '161.26.0.0/16', // IBM Cloud: services of the platform
  '166.8.0.0/14', // IBM Cloud: endpoints of its services
].map((range) => ipaddr.parseCIDR(range));

/** What the registries have given out as public IPv6 addresses; all else is reserved, local or a form of IPv4. */
const PUBLIC_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * Whether the address is one of the public internet: not private, loopback, link-local, reserved, a tunnel to those, a
 * cloud platform's own or this machine's.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const plain = ipaddr.process(address); // IPv4 in IPv6 as IPv4
  if (plain.range() !== 'unicast' || isOwn(plain)) return false;
  if (plain.kind() === 'ipv6') return plain.match(PUBLIC_IPV6);
  return !PLATFORM_RANGES.some((range) => plain.match(range));
}

/** Services that are closed to the outside often listen on a machine's public addresses, too. */
function isOwn(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return own.some((each) => ipaddr.process(each.address).toNormalizedString() === address.toNormalizedString());
}

/**
 * @param allow hosts that the operator permits whatever they resolve to.
 * @throws InvalidInput for anything but http(s), and for a host that is itself a private address.
 */
export function assertFetchable(url: URL, allow: readonly string[]): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new InvalidInput('Models can be downloaded only over http and https.', {
      where: 'url',
      received: url.href,
      accepted: 'http://… or https://…',
    });
  const host = hostOf(url);
  if (ipaddr.isValid(host) && !isPublicAddress(host) && !allow.includes(host)) throw privateAddress(host, host);
}

/** The address's host, without the brackets of IPv6. */
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
    `${host} ${host === address ? 'is' : `resolves to ${address},`} a private address. Models can be downloaded only from public addresses. The operator can allow the host with GRAFT_IMPORT_ALLOW.`,
    { where: 'url', received: host, accepted: 'a public host' },
  );
}
