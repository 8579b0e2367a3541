import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalIpv6Cidr } from './ipv6Cidr.ts';

test('equal blocks have one text, whichever way they are written', () => {
  for (const text of ['2001:db8:0:0:0:0:0:1/64', '2001:DB8::/64', '2001:0db8::ffff/64']) {
    expect(canonicalIpv6Cidr(text)).toBe('2001:db8::/64');
  }
  expect(canonicalIpv6Cidr('::ffff:192.0.2.1/128')).toBe('::ffff:c000:201/128');
  expect(canonicalIpv6Cidr('::/0')).toBe('::/0');
});

test('texts that are no blocks are none', () => {
  for (const text of [
    '',
    '::',
    '::/',
    '::/129',
    '::/1/2',
    'fe80::1%eth0/64',
    '10.0.0.0/8',
    ':::/1',
    '[::]/0',
  ]) {
    expect(canonicalIpv6Cidr(text)).toBeUndefined();
  }
});

test('the canonical form is an address, keeps the length, and is its own canonical form', () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), (address, length) => {
      const canonical = canonicalIpv6Cidr(`${address}/${length}`) ?? '';
      expect(isIPv6(canonical.split('/')[0] ?? '')).toBe(true);
      expect(canonical.endsWith(`/${length}`)).toBe(true);
      expect(canonicalIpv6Cidr(canonical)).toBe(canonical);
    }),
  );
});
