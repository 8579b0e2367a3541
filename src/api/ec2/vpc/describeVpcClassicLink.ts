/** DescribeVpcClassicLink and its DNS support: EC2-Classic is retired, no VPC is linked. Older Terraform asks. */
import type {
  DescribeVpcClassicLinkDnsSupportRequest,
  DescribeVpcClassicLinkDnsSupportResult,
  DescribeVpcClassicLinkRequest,
  DescribeVpcClassicLinkResult,
} from '@aws-sdk/client-ec2';
import type { Vpc } from '../../../resources/network.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { findSome } from '../ids.ts';
import { toTagList } from '../tags.ts';

const FILTERS: FilterDefinitions<Vpc> = { 'is-classic-link-enabled': () => false };

export function describeVpcClassicLink(
  call: Call,
  input: DescribeVpcClassicLinkRequest,
): DescribeVpcClassicLinkResult {
  const vpcs = matching(input.Filters, findSome(call, call.tx.vpcs, 'vpc', input.VpcIds), FILTERS);
  return {
    Vpcs: vpcs.map(({ id, tags }) => ({ VpcId: id, ClassicLinkEnabled: false, Tags: toTagList(tags) })),
  };
}

export function describeVpcClassicLinkDnsSupport(
  call: Call,
  input: DescribeVpcClassicLinkDnsSupportRequest,
): DescribeVpcClassicLinkDnsSupportResult {
  const vpcs = findSome(call, call.tx.vpcs, 'vpc', input.VpcIds);
  const { rows, nextToken } = page(vpcs, { maxResults: input.MaxResults, nextToken: input.NextToken });
  return {
    Vpcs: rows.map(({ id }) => ({ VpcId: id, ClassicLinkDnsSupported: false })),
    NextToken: nextToken,
  };
}
