import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { known } from './assert.ts';
import { canonicalIpv6Cidr, containsIpv6Cidr, overlapsIpv6, parseIpv6Cidr } from './ipv6.ts';

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

test('a block contains its halves and itself, overlaps both, and they do not overlap each other', () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.integer({ min: 0, max: 127 }), (address, length) => {
      const whole = known(parseIpv6Cidr(`${address}/${length}`), 'a block');
      const half = { base: whole.base, prefixLength: length + 1 };
      const other = { base: whole.base | (1n << BigInt(127 - length)), prefixLength: length + 1 };
      expect(containsIpv6Cidr(whole, whole)).toBe(true);
      expect(containsIpv6Cidr(whole, half) && containsIpv6Cidr(whole, other)).toBe(true);
      expect(containsIpv6Cidr(half, whole)).toBe(false);
      expect(overlapsIpv6(half, whole)).toBe(true);
      expect(overlapsIpv6(half, other)).toBe(false);
    }),
  );
});
