/** Compared with every address being looked at, of a sample that has all edges in it. */
import { expect, test } from 'vitest';
import { known } from '../../base/assert.ts';
import { containsAddress, formatIpv4, parseCidr, sizeOf } from '../../base/ip.ts';
import { foreignBlocks } from './foreignBlocks.ts';

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
