/** Pass: network ACLs that have a subnet and do not let everything pass. Entries of IPv6 are for VPCs that have it. */
import type { AclEntry, AclRow, GroupRule } from '../../program/rows.ts';
import type { NetworkAclEntry } from '../../resources/network.ts';
import { allowsAll, entriesToward, isIpv6 } from '../../resources/networkAcls.ts';
import { protocolNumber } from '../groupRules.ts';
import { pass } from '../pass.ts';

const ICMP: readonly (number | undefined)[] = [1, 58];
const WITH_PORTS: readonly (number | undefined)[] = [6, 17];

export const acls = pass('networkAcls', (acl, tables) => {
  const { vpcId, associations } = acl.spec;
  const inUse = associations.length > 0 && tables.networkInterfaces.count('live', vpcId) > 0;
  const hasIpv6 = tables.vpcs.count('hasIpv6', vpcId) > 0;
  if (!inUse || (allowsAll(acl, false) && !(hasIpv6 && !allowsAll(acl, true)))) return [];
  const toward = (egress: boolean) =>
    entriesToward(acl.spec.entries, egress)
      .filter(({ cidr }) => hasIpv6 || !isIpv6(cidr))
      .map(entryOf);
  const row: AclRow = { kind: 'acl', id: acl.id, vpcId, ingress: toward(false), egress: toward(true) };
  return [row];
});

function entryOf(entry: NetworkAclEntry): AclEntry {
  const protocol = protocolNumber(entry.protocol);
  return {
    number: entry.ruleNumber,
    allow: entry.ruleAction === 'allow',
    cidr: entry.cidr,
    protocol,
    ports: portsOf(protocol, entry),
  };
}

/** For ICMP and ICMPv6 the type and the code. */
function portsOf(
  protocol: number | undefined,
  { portRange, icmpTypeCode }: NetworkAclEntry,
): GroupRule['ports'] {
  if (ICMP.includes(protocol)) return { from: icmpTypeCode?.type ?? -1, to: icmpTypeCode?.code ?? -1 };
  if (!WITH_PORTS.includes(protocol) || portRange?.from === undefined) return undefined;
  return { from: portRange.from, to: portRange.to ?? portRange.from };
}
