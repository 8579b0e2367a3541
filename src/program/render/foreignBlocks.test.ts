/** Compared with every address being looked at, of a sample that has all edges in it. */
import { expect, test } from 'vitest';
import { known } from '../../base/assert.ts';
import { containsAddress, formatIpv4, parseCidr, sizeOf } from '../../base/ip.ts';
import { containsIpv6Cidr, formatIpv6, parseIpv6Cidr } from '../../base/ipv6.ts';
import { foreignBlocks, foreignIpv6Blocks } from './foreignBlocks.ts';

const RESERVED = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'];

test.each([
  [[]],
  [['10.0.0.0/16']],
  [['10.0.0.0/16', '10.1.0.0/16', '100.64.3.0/28']],
  [['10.0.0.0/8', '10.2.0.0/16']],
])('an address is foreign to %j where it is in no block of it and not reserved', (own: string[]) => {
  const cidrs = (texts: readonly string[]) => texts.map((text) => known(parseCidr(text), text));
  const foreign = cidrs(foreignBlocks(own));
  const excluded = cidrs([...own, ...RESERVED]);
  const edges = [...foreign, ...excluded].flatMap((cidr) => [
    cidr.base - 1,
    cidr.base,
    cidr.base + sizeOf(cidr) - 1,
    cidr.base + sizeOf(cidr),
  ]);
  for (const address of edges.filter((each) => each >= 0 && each < 2 ** 32)) {
    const isForeign = foreign.filter((cidr) => containsAddress(cidr, address)).length;
    const isOut = excluded.some((cidr) => containsAddress(cidr, address));
    expect([formatIpv4(address), isForeign]).toEqual([formatIpv4(address), isOut ? 0 : 1]);
  }
});

test.each([[[]], [['2600:1f18:1::/56']], [['2600:1f18:1::/56', '2600:1f18:1:100::/56', 'fd00:1::/64']]])(
  'an IPv6 address is foreign to %j where it is in no block of it, nor the fabric, and is used anywhere',
  (own: string[]) => {
    const cidrs = (texts: readonly string[]) => texts.map((text) => known(parseIpv6Cidr(text), text));
    const foreign = cidrs(foreignIpv6Blocks(own));
    const excluded = cidrs([...own, 'fd50:6f73:7465:726e::/96']);
    const used = cidrs(['2000::/3', 'fc00::/7']);
    const isIn = (blocks: typeof used, base: bigint) =>
      blocks.filter((block) => containsIpv6Cidr(block, { base, prefixLength: 128 })).length;
    const edges = [...foreign, ...excluded, ...used].flatMap(({ base, prefixLength }) => {
      const size = 1n << BigInt(128 - prefixLength);
      return [base - 1n, base, base + size - 1n, base + size];
    });
    for (const address of edges.filter((each) => each >= 0n && each < 1n << 128n)) {
      const isForeign = isIn(used, address) > 0 && isIn(excluded, address) === 0;
      expect([formatIpv6(address), isIn(foreign, address)]).toEqual([formatIpv6(address), isForeign ? 1 : 0]);
    }
  },
);
