/** What a network ACL says of a packet: the same as its chain in nft (render/acl.ts), for who asks without the kernel. */
import { known } from '../base/assert.ts';
import { containsAddress, parseCidr } from '../base/ip.ts';
import type { AclEntry } from './rows.ts';

export interface AclQuestion {
  /** Where the packet comes from as it enters the subnet, where it goes to as it leaves: a number as in base/ip.ts. */
  readonly far: number;
  readonly protocol: number;
  readonly destinationPort: number;
}

/** Of TCP and UDP over IPv4: the first entry that matches decides. */
export function aclAllows(entries: readonly AclEntry[], question: AclQuestion): boolean {
  return entries.find((entry) => matches(entry, question))?.allow ?? false;
}

/** @param address of IPv4, which is in no block of IPv6 */
export function isWithin(cidr: string, address: number): boolean {
  if (cidr.includes(':')) return false;
  return containsAddress(known(parseCidr(cidr), `${cidr} is a block: check() has seen to it`), address);
}

function matches(
  { protocol, ports, cidr }: AclEntry,
  { far, protocol: asked, destinationPort }: AclQuestion,
): boolean {
  if (protocol !== undefined && protocol !== asked) return false;
  if (protocol !== undefined && ports && (destinationPort < ports.from || destinationPort > ports.to))
    return false;
  return isWithin(cidr, far);
}
