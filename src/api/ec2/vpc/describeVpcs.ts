/** DescribeVpcs. */
import type { DescribeVpcsRequest, DescribeVpcsResult } from '@aws-sdk/client-ec2';
import type { Ipv6Block, Vpc } from '../../../resources/network.ts';
import { ipv4Blocks, ipv6Blocks } from '../../../resources/vpcBlocks.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { AMAZON_POOL, vpcView } from './vpcView.ts';

const cidr = (vpc: Vpc) => vpc.spec.cidrBlock;
const ipv6 =
  <T>(of: (block: Ipv6Block) => T) =>
  (vpc: Vpc) =>
    ipv6Blocks(vpc).map(of);
const isDefault = (vpc: Vpc) => vpc.spec.isDefault;

/** AWS takes several spellings of some names. */
const FILTERS: FilterDefinitions<Vpc> = {
  cidr,
  'cidr-block': cidr,
  cidrBlock: cidr,
  'cidr-block-association.cidr-block': (vpc) => ipv4Blocks(vpc).map(({ cidrBlock }) => cidrBlock),
  'cidr-block-association.association-id': (vpc) => ipv4Blocks(vpc).map(({ associationId }) => associationId),
  'cidr-block-association.state': () => 'associated',
  'dhcp-options-id': (vpc) => vpc.spec.dhcpOptionsId,
  'ipv6-cidr-block-association.ipv6-cidr-block': ipv6(({ ipv6CidrBlock }) => ipv6CidrBlock),
  'ipv6-cidr-block-association.ipv6-pool': ipv6(() => AMAZON_POOL),
  'ipv6-cidr-block-association.association-id': ipv6(({ associationId }) => associationId),
  'ipv6-cidr-block-association.state': ipv6(() => 'associated'),
  'is-default': isDefault,
  isDefault,
  'owner-id': (vpc) => vpc.accountId,
  state: () => 'available',
  'vpc-id': (vpc) => vpc.id,
};

const INDEXES = { 'vpc-id': 'id' } as const;

export function describeVpcs(call: Call, input: DescribeVpcsRequest): DescribeVpcsResult {
  const vpcs = findSome(call, call.tx.vpcs, 'vpc', input.VpcIds, input.Filters, INDEXES);
  const { rows, nextToken } = filteredPage(vpcs, input, FILTERS);
  return { Vpcs: rows.map(vpcView), NextToken: nextToken };
}
