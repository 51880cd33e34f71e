import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { assertFetchable, isPublicAddress } from './addresses.js';

describe('public addresses', () => {
  it.each(['8.8.8.8', '1.1.1.1', '168.63.129.15', '168.63.129.17', '2606:4700:4700::1111', '2a00:1450:4001::200e'])(
    '%s is one',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ['Azure: wire server', '168.63.129.16'],
    ['IBM Cloud: platform', '161.26.0.10'],
    ['IBM Cloud: service endpoints', '166.9.250.1'],
    ['AWS, Google, Azure, Oracle: metadata', '169.254.169.254'],
    ['AWS: metadata', 'fd00:ec2::254'],
    ['AWS: container credentials', '169.254.170.2'],
    ['Alibaba: metadata', '100.100.100.200'],
    ['Oracle: metadata of old machines', '192.0.0.192'],
    ['Scaleway: metadata', 'fd00:42::42'],
    ['OpenStack: metadata', 'fe80::a9fe:a9fe'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['loopback', '::1'],
    ['this network', '0.0.0.0'],
    ['unspecified', '::'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '192.168.1.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['benchmarks', '198.18.0.1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['relays of 6to4', '192.88.99.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unique local', 'fc00::1'],
    ['link-local', 'fe80::1'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['discarded', '100::1'],
    ['segment routing', '5f00::1'],
    ['not given out', '4000::1'],
    ['IPv4 in IPv6', '::ffff:10.0.0.1'],
    ['IPv4 in IPv6', '::ffff:a9fe:a9fe'],
    ['IPv4 in IPv6, a platform’s', '::ffff:168.63.129.16'],
    ['IPv4 in IPv6, old form', '::10.0.0.1'],
    ['IPv4 in IPv6, old form, a platform’s', '::168.63.129.16'],
    ['IPv4 translated', '::ffff:0:10.0.0.1'],
    ['NAT64', '64:ff9b::10.0.0.1'],
    ['NAT64', '64:ff9b::168.63.129.16'],
    ['NAT64, local', '64:ff9b:1::10.0.0.1'],
    ['6to4', '2002:a00:1::1'],
    ['Teredo', '2001:0:a00:1::1'],
    ['ORCHID', '2001:20::1'],
    ['no address', 'localhost'],
    ['no address', ''],
  ])('%s: %s is none', (_, address) => expect(isPublicAddress(address)).toBe(false));

  it('does not count the addresses of this machine', () => {
    const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    expect(own.length).toBeGreaterThan(0);
    for (const { address } of own) expect(isPublicAddress(address)).toBe(false);
  });
});

it.each(['http://168.63.129.16/machine', 'http://0xa83f8110/', 'http://[::ffff:168.63.129.16]/', 'http://2822734096/'])(
  'fetches nothing from %s, unless the operator permits it',
  (url) => {
    expect(() => assertFetchable(new URL(url), [])).toThrow(/is a private address.*GRAFT_IMPORT_ALLOW/);
    expect(() => assertFetchable(new URL('http://168.63.129.16/'), ['168.63.129.16'])).not.toThrow();
  },
);
