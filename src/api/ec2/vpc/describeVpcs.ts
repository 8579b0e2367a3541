/** DescribeVpcs. */
import type { DescribeVpcsRequest, DescribeVpcsResult } from '@aws-sdk/client-ec2';
import type { Vpc } from '../../../resources/network.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findSome } from '../ids.ts';
import { cidrAssociationId, vpcView } from './vpcView.ts';

const cidr = (vpc: Vpc) => vpc.spec.cidrBlock;
const isDefault = (vpc: Vpc) => vpc.spec.isDefault;

/** AWS takes several spellings of some names. */
const FILTERS: FilterDefinitions<Vpc> = {
  cidr,
  'cidr-block': cidr,
  cidrBlock: cidr,
  'cidr-block-association.cidr-block': cidr,
  'cidr-block-association.association-id': cidrAssociationId,
  'cidr-block-association.state': () => 'associated',
  'dhcp-options-id': (vpc) => vpc.spec.dhcpOptionsId,
  'ipv6-cidr-block-association.ipv6-cidr-block': () => undefined,
  'ipv6-cidr-block-association.ipv6-pool': () => undefined,
  'ipv6-cidr-block-association.association-id': () => undefined,
  'ipv6-cidr-block-association.state': () => undefined,
  'is-default': isDefault,
  isDefault,
  'owner-id': (vpc) => vpc.accountId,
  state: () => 'available',
  'vpc-id': (vpc) => vpc.id,
};

export function describeVpcs(call: Call, input: DescribeVpcsRequest): DescribeVpcsResult {
  const vpcs = findSome(call, call.tx.vpcs, 'vpc', input.VpcIds);
  const { rows, nextToken } = filteredPage(vpcs, input, FILTERS);
  return { Vpcs: rows.map(vpcView), NextToken: nextToken };
}
