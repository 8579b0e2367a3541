/** A subnet as EC2 shows it. */
import type {
  SubnetCidrBlockStateCode,
  SubnetIpv6CidrBlockAssociation,
  Subnet as SubnetShape,
} from '@aws-sdk/client-ec2';
import type { Ipv6Block, Subnet } from '../../../resources/network.ts';
import { zoneIdOf } from '../../../resources/zones.ts';
import { freeAddressCount } from '../../../state/interfaces.ts';
import type { Call } from '../../operation.ts';
import { toTagList } from '../tags.ts';

export function subnetView(call: Call, subnet: Subnet): SubnetShape {
  return {
    SubnetId: subnet.id,
    SubnetArn: subnetArn(subnet),
    VpcId: subnet.spec.vpcId,
    OwnerId: subnet.accountId,
    State: 'available',
    CidrBlock: subnet.spec.cidrBlock,
    AvailabilityZone: subnet.spec.availabilityZone,
    AvailabilityZoneId: subnetZoneId(subnet),
    AvailableIpAddressCount: freeAddressCount(call.tx, subnet),
    DefaultForAz: subnet.spec.defaultForAz,
    MapPublicIpOnLaunch: subnet.spec.mapPublicIpOnLaunch,
    AssignIpv6AddressOnCreation: subnet.spec.assignIpv6AddressOnCreation ?? false,
    Ipv6CidrBlockAssociationSet: subnet.spec.ipv6Block ? [ipv6BlockView(subnet.spec.ipv6Block)] : [],
    Ipv6Native: subnet.spec.cidrBlock === undefined,
    EnableDns64: subnet.spec.enableDns64 ?? false,
    MapCustomerOwnedIpOnLaunch: false,
    PrivateDnsNameOptionsOnLaunch: nameOptions(subnet),
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
    Tags: toTagList(subnet.tags),
  };
}

export function subnetArn({ region, accountId, id }: Subnet): string {
  return `arn:aws:ec2:${region}:${accountId}:subnet/${id}`;
}

export function subnetZoneId(subnet: Subnet): string | undefined {
  return zoneIdOf(subnet, subnet.spec.availabilityZone);
}

/** AWS answers a change with the state on the way; what follows a moment later finds it done. */
export function ipv6BlockView(
  { associationId, ipv6CidrBlock }: Ipv6Block,
  state: SubnetCidrBlockStateCode = 'associated',
): SubnetIpv6CidrBlockAssociation {
  return {
    AssociationId: associationId,
    Ipv6CidrBlock: ipv6CidrBlock,
    Ipv6CidrBlockState: { State: state },
    Ipv6AddressAttribute: 'public',
    IpSource: 'amazon',
  };
}

export function nameOptions({ spec }: Subnet) {
  return {
    HostnameType: spec.hostnameTypeOnLaunch ?? ('ip-name' as const),
    EnableResourceNameDnsARecord: spec.resourceNameDnsARecordOnLaunch ?? false,
    EnableResourceNameDnsAAAARecord: spec.resourceNameDnsAAAARecordOnLaunch ?? false,
  };
}
