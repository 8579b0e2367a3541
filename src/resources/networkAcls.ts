/** The entries of a network ACL: those that were set, and those that close the list. */
import type { NetworkAcl, NetworkAclEntry, Vpc } from './network.ts';
import { vpcBlocks } from './vpcBlocks.ts';

/** Numbers of the `*` rows, which deny what no other row decided. */
const CLOSING = [
  { ruleNumber: 32_767, cidr: '0.0.0.0/0' },
  { ruleNumber: 32_768, cidr: '::/0' },
] as const;

/** An ACL's entries in the order of AWS: what leaves, then what arrives, each by number. */
export function entriesOf(acl: NetworkAcl, vpc: Vpc): NetworkAclEntry[] {
  const hasIpv6 = vpcBlocks(vpc).some(isIpv6);
  const closing = CLOSING.filter(({ cidr }) => hasIpv6 || !isIpv6(cidr)).flatMap((row) => [
    { ...row, egress: true, protocol: '-1', ruleAction: 'deny' as const },
    { ...row, egress: false, protocol: '-1', ruleAction: 'deny' as const },
  ]);
  return [...acl.spec.entries, ...closing].sort(
    (a, b) => Number(b.egress) - Number(a.egress) || a.ruleNumber - b.ruleNumber,
  );
}

/** Whether traffic of that family passes as if there were no ACL. */
export function allowsAll({ spec }: NetworkAcl, ipv6: boolean): boolean {
  return [true, false].every((egress) => {
    const entries = entriesToward(spec.entries, egress).filter(({ cidr }) => isIpv6(cidr) === ipv6);
    const [first] = entries;
    return first?.ruleAction === 'allow' && first.protocol === '-1' && first.cidr.endsWith('/0');
  });
}

/** One direction's entries, in the order in which they decide. */
export function entriesToward(entries: readonly NetworkAclEntry[], egress: boolean): NetworkAclEntry[] {
  return entries.filter((entry) => entry.egress === egress).sort((a, b) => a.ruleNumber - b.ruleNumber);
}

export function subnetsOf({ spec }: NetworkAcl): string[] {
  return spec.associations.map(({ subnetId }) => subnetId);
}

export function isIpv6(cidr: string): boolean {
  return cidr.includes(':');
}
