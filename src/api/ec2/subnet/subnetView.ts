/** A subnet as EC2 shows it. */
import type { Subnet as SubnetShape } from '@aws-sdk/client-ec2';
import type { Subnet } from '../../../resources/network.ts';
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
    Tags: toTagList(subnet.tags),
    ...FIXED,
  };
}

export function subnetArn({ region, accountId, id }: Subnet): string {
  return `arn:aws:ec2:${region}:${accountId}:subnet/${id}`;
}

export function subnetZoneId(subnet: Subnet): string | undefined {
  return zoneIdOf(subnet, subnet.spec.availabilityZone);
}

/** What is the same for every subnet here. */
const FIXED: SubnetShape = {
  AssignIpv6AddressOnCreation: false,
  Ipv6CidrBlockAssociationSet: [],
  Ipv6Native: false,
  EnableDns64: false,
  MapCustomerOwnedIpOnLaunch: false,
  PrivateDnsNameOptionsOnLaunch: {
    HostnameType: 'ip-name',
    EnableResourceNameDnsARecord: false,
    EnableResourceNameDnsAAAARecord: false,
  },
};
