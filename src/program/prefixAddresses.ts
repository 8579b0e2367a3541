/** The addresses in a port's prefixes. */
import { known } from '../base/assert.ts';
import { addressesIn, parseCidr } from '../base/ip.ts';
import type { PortRow } from './rows.ts';

export function addressesOfPrefixes({ prefixes = [] }: PortRow): string[] {
  return prefixes.flatMap((text) => addressesIn(known(parseCidr(text), `${text} is a block`)));
}
