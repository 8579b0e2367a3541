/** DescribeVpcPeeringConnections: from either side. */
import type {
  DescribeVpcPeeringConnectionsRequest,
  DescribeVpcPeeringConnectionsResult,
} from '@aws-sdk/client-ec2';
import type { PeeringConnection } from '../../../resources/peeringConnection.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { findPeering, seenPeerings, withOwnTags } from './findPeering.ts';
import { expirationOf, peeringView } from './peeringView.ts';

export function describeVpcPeeringConnections(
  call: Call,
  input: DescribeVpcPeeringConnectionsRequest,
): DescribeVpcPeeringConnectionsResult {
  const { rows, nextToken } = filteredPage(asked(call, input.VpcPeeringConnectionIds), input, FILTERS);
  return { VpcPeeringConnections: rows.map((row) => peeringView(call, row)), NextToken: nextToken };
}

const FILTERS: FilterDefinitions<PeeringConnection> = {
  'accepter-vpc-info.cidr-block': ({ spec }) => (spec.acceptedAt ? spec.accepter.cidrBlock : undefined),
  'accepter-vpc-info.owner-id': ({ spec }) => spec.accepter.accountId,
  'accepter-vpc-info.vpc-id': ({ spec }) => spec.accepter.vpcId,
  'expiration-time': (row) => expirationOf(row)?.toISOString(),
  'requester-vpc-info.cidr-block': ({ spec }) => spec.requester.cidrBlock,
  'requester-vpc-info.owner-id': ({ spec }) => spec.requester.accountId,
  'requester-vpc-info.vpc-id': ({ spec }) => spec.requester.vpcId,
  'status-code': ({ status }) => status.code,
  'status-message': ({ status }) => status.message,
  'vpc-peering-connection-id': ({ id }) => id,
};

function asked(call: Call, ids: readonly string[] = []): PeeringConnection[] {
  if (ids.length === 0) return seenPeerings(call);
  return [...new Set(ids)].map((id) => withOwnTags(call, findPeering(call, id)));
}
