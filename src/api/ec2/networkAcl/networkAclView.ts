/** A network ACL as EC2 shows it. */
import type { NetworkAclEntry as EntryShape, NetworkAcl as NetworkAclShape } from '@aws-sdk/client-ec2';
import { known } from '../../../base/assert.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../../resources/network.ts';
import { entriesOf, isIpv6 } from '../../../resources/networkAcls.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { toTagList } from '../tags.ts';

export function networkAclView(tables: Snapshot, acl: NetworkAcl): NetworkAclShape {
  return {
    NetworkAclId: acl.id,
    VpcId: acl.spec.vpcId,
    OwnerId: acl.accountId,
    IsDefault: acl.spec.isDefault,
    Entries: entriesIn(tables, acl).map(entryView),
    Associations: acl.spec.associations.map(({ id, subnetId }) => ({
      NetworkAclAssociationId: id,
      NetworkAclId: acl.id,
      SubnetId: subnetId,
    })),
    Tags: toTagList(acl.tags),
  };
}

export function entriesIn(tables: Snapshot, acl: NetworkAcl): NetworkAclEntry[] {
  const { vpcId } = acl.spec;
  return entriesOf(acl, known(tables.vpcs.get(vpcId), `VPC ${vpcId} exists`));
}

function entryView({ portRange, icmpTypeCode, cidr, ...entry }: NetworkAclEntry): EntryShape {
  return {
    RuleNumber: entry.ruleNumber,
    Egress: entry.egress,
    Protocol: entry.protocol,
    RuleAction: entry.ruleAction,
    [isIpv6(cidr) ? 'Ipv6CidrBlock' : 'CidrBlock']: cidr,
    PortRange: portRange && { From: portRange.from, To: portRange.to },
    IcmpTypeCode: icmpTypeCode && { Type: icmpTypeCode.type, Code: icmpTypeCode.code },
  };
}
