/** DescribeSubnets. */
import type { DescribeSubnetsRequest, DescribeSubnetsResult } from '@aws-sdk/client-ec2';
import type { Subnet } from '../../../resources/network.ts';
import { freeAddressCount } from '../../../state/interfaces.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { nameOptions, subnetArn, subnetView, subnetZoneId } from './subnetView.ts';

const INDEXES = { 'subnet-id': 'id', 'vpc-id': 'vpc' } as const;

export function describeSubnets(call: Call, input: DescribeSubnetsRequest): DescribeSubnetsResult {
  const subnets = findSome(call, call.tx.subnets, 'subnet', input.SubnetIds, input.Filters, INDEXES);
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
    'customer-owned-ipv4-pool': () => undefined,
    'enable-dns64': (subnet) => subnet.spec.enableDns64 ?? false,
    'enable-lni-at-device-index': () => undefined,
    'ipv6-cidr-block-association.ipv6-cidr-block': ({ spec }) => spec.ipv6Block?.ipv6CidrBlock,
    'ipv6-cidr-block-association.association-id': ({ spec }) => spec.ipv6Block?.associationId,
    'ipv6-cidr-block-association.state': ({ spec }) => (spec.ipv6Block ? 'associated' : undefined),
    'ipv6-native': ({ spec }) => spec.cidrBlock === undefined,
    'map-customer-owned-ip-on-launch': () => false,
    'map-public-ip-on-launch': ({ spec }) => spec.mapPublicIpOnLaunch,
    'outpost-arn': () => undefined,
    'owner-id': ({ accountId }) => accountId,
    'private-dns-name-options-on-launch.hostname-type': (subnet) => nameOptions(subnet).HostnameType,
    'private-dns-name-options-on-launch.enable-resource-name-dns-a-record': (subnet) =>
      nameOptions(subnet).EnableResourceNameDnsARecord,
    'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record': (subnet) =>
      nameOptions(subnet).EnableResourceNameDnsAAAARecord,
    state: () => 'available',
    'subnet-arn': subnetArn,
    'subnet-id': ({ id }) => id,
    'vpc-id': ({ spec }) => spec.vpcId,
  };
}
