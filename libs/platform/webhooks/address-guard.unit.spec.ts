import { describe, expect, it } from '@jest/globals';
import { isPublicAddress } from './address-guard.js';
import { urlFault } from './webhook-url.js';

describe('an address', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
  ])('is public: %s', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback of IPv6', '::1'],
    ['unspecified', '0.0.0.0'],
    ['unspecified of IPv6', '::'],
    ['RFC 1918', '10.0.0.1'],
    ['RFC 1918', '172.16.0.1'],
    ['RFC 1918', '172.31.255.255'],
    ['RFC 1918', '192.168.1.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['link-local', '169.254.1.1'],
    ['metadata of clouds', '169.254.169.254'],
    ['metadata of Alibaba', '100.100.100.200'],
    ['metadata of AWS over IPv6', 'fd00:ec2::254'],
    ['host agent of Azure', '168.63.129.16'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['for benchmarks', '198.18.0.1'],
    ['ULA', 'fc00::1'],
    ['link-local of IPv6', 'fe80::1'],
    ['link-local with its zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast of IPv6', 'ff02::1'],
    ['for documentation', '2001:db8::1'],
    ['IPv4 mapped into IPv6', '::ffff:127.0.0.1'],
    ['IPv4 mapped into IPv6, in hex', '::ffff:a00:1'],
    ['IPv4 as IPv6', '::127.0.0.1'],
    ['IPv4 behind NAT64', '64:ff9b::a00:1'],
    ['IPv4 inside 6to4', '2002:7f00:1::'],
    ['IPv4 inside Teredo', '2001:0:7f00:1::'],
    ['not given out', '4000::1'],
    ['none', 'example.com'],
    ['none', ''],
  ])('is not public: %s %s', (_what, address) => expect(isPublicAddress(address)).toBe(false));
});

describe('the URL of an endpoint', () => {
  it.each([
    ['https://hooks.example/a', undefined],
    ['https://hooks.example:8443/a?b=c', undefined],
    ['https://hooks.example:80/a', undefined],
    ['http://hooks.example/a', 'It must begin with https://.'],
    ['ftp://hooks.example/a', 'It must begin with https://.'],
    ['https://hooks.example:25/a', 'Its port must be 443, 80 or from 1,024.'],
    ['https://user@hooks.example/a', 'It must hold no user name or password.'],
    ['https://:secret@hooks.example/a', 'It must hold no user name or password.'],
    ['https://hooks.example/a#b', 'It must hold no fragment.'],
    [`https://hooks.example/${'a'.repeat(2_048)}`, 'It must be a URL of at most 2048 characters.'],
    ['nonsense', 'It must be a URL of at most 2048 characters.'],
  ])('%s: %s', (url, fault) => expect(urlFault(url, false)).toBe(fault));

  it('may be of plain HTTP and any port where private addresses are allowed', () => {
    expect(urlFault('http://localhost:25/a', true)).toBeUndefined();
    expect(urlFault('ftp://localhost/a', true)).toBeDefined();
  });
});
