/** DescribeSubnets. */
import type { DescribeSubnetsRequest, DescribeSubnetsResult } from '@aws-sdk/client-ec2';
import type { Subnet } from '../../../resources/network.ts';
import { freeAddressCount } from '../../../state/interfaces.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { subnetArn, subnetView, subnetZoneId } from './subnetView.ts';

export function describeSubnets(call: Call, input: DescribeSubnetsRequest): DescribeSubnetsResult {
  const subnets = findSome(call, call.tx.subnets, 'subnet', input.SubnetIds);
  const { rows, nextToken } = filteredPage(subnets, input, filtersOf(call));
  return { Subnets: rows.map((subnet) => subnetView(call, subnet)), NextToken: nextToken };
}

/** AWS takes several spellings of some names. */
function filtersOf(call: Call): FilterDefinitions<Subnet> {
  const zone = ({ spec }: Subnet) => spec.availabilityZone;
  const cidr = ({ spec }: Subnet) => spec.cidrBlock;
  const isDefault = ({ spec }: Subnet) => spec.defaultForAz;
  return {
    'availability-zone': zone,
    availabilityZone: zone,
    'availability-zone-id': subnetZoneId,
    availabilityZoneId: subnetZoneId,
    'available-ip-address-count': (subnet) => freeAddressCount(call.tx, subnet),
    cidr,
    'cidr-block': cidr,
    cidrBlock: cidr,
    'default-for-az': isDefault,
    defaultForAz: isDefault,
    'enable-dns64': () => false,
    'ipv6-cidr-block-association.ipv6-cidr-block': () => undefined,
    'ipv6-cidr-block-association.association-id': () => undefined,
    'ipv6-cidr-block-association.state': () => undefined,
    'ipv6-native': () => false,
    'map-customer-owned-ip-on-launch': () => false,
    'map-public-ip-on-launch': ({ spec }) => spec.mapPublicIpOnLaunch,
    'outpost-arn': () => undefined,
    'owner-id': ({ accountId }) => accountId,
    state: () => 'available',
    'subnet-arn': subnetArn,
    'subnet-id': ({ id }) => id,
    'vpc-id': ({ spec }) => spec.vpcId,
  };
}
