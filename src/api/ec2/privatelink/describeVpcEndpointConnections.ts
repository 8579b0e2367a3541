/** DescribeVpcEndpointConnections: the endpoints of the caller's services, as the provider sees them. */
import type {
  DescribeVpcEndpointConnectionsRequest,
  DescribeVpcEndpointConnectionsResult,
  VpcEndpointConnection,
} from '@aws-sdk/client-ec2';
import type { VpcEndpoint } from '../../../resources/endpoint.ts';
import type { EndpointConnection, EndpointService } from '../../../resources/endpointService.ts';
import type { Resource } from '../../../resources/identity.ts';
import { type FilterDefinitions, matching } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { page } from '../../pagination.ts';
import { mine } from '../ids.ts';
import { toTagList } from '../tags.ts';
import { dnsEntries } from './endpointDns.ts';
import { payersView, wireState } from './endpointView.ts';
import { orAbsent } from './serviceView.ts';

/** A connection with both its ends. */
interface Connected extends Resource {
  readonly spec: EndpointConnection['spec'];
  readonly endpoint: VpcEndpoint;
  readonly service: EndpointService;
}

const FILTERS: FilterDefinitions<Connected> = {
  'ip-address-type': ({ endpoint }) => endpoint.spec.ipAddressType,
  'service-id': ({ service }) => service.id,
  'vpc-endpoint-id': ({ endpoint }) => endpoint.id,
  'vpc-endpoint-owner': ({ endpoint }) => endpoint.accountId,
  'vpc-endpoint-region': ({ endpoint, service }) =>
    endpoint.region === service.region ? endpoint.region : [endpoint.region, 'cross-region'],
  'vpc-endpoint-state': ({ endpoint }) => endpoint.status.state,
};

export function describeVpcEndpointConnections(
  call: Call,
  input: DescribeVpcEndpointConnectionsRequest,
): DescribeVpcEndpointConnectionsResult {
  const connections = call.tx.endpointConnections
    .by('scope', mine(call))
    .flatMap((row) => bothEnds(call, row));
  const { rows, nextToken } = page(matching(input.Filters, connections, FILTERS), {
    maxResults: input.MaxResults,
    nextToken: input.NextToken,
  });
  return { VpcEndpointConnections: rows.map((row) => connectionView(call, row)), NextToken: nextToken };
}

function bothEnds({ tx }: Call, row: EndpointConnection): Connected[] {
  const endpoint = tx.vpcEndpoints.get(row.spec.endpointId);
  const service = tx.endpointServices.get(row.spec.serviceId);
  return endpoint && service ? [{ ...row, endpoint, service }] : [];
}

function connectionView(
  call: Call,
  { id, createdAt, tags, endpoint, service }: Connected,
): VpcEndpointConnection {
  return {
    ServiceId: service.id,
    VpcEndpointId: endpoint.id,
    VpcEndpointOwner: endpoint.accountId,
    VpcEndpointState: wireState(endpoint.status.state),
    CreationTimestamp: new Date(createdAt),
    DnsEntries: dnsEntries(call, endpoint),
    NetworkLoadBalancerArns: orAbsent(service.spec.networkLoadBalancerArns),
    GatewayLoadBalancerArns: orAbsent(service.spec.gatewayLoadBalancerArns),
    IpAddressType: endpoint.spec.ipAddressType,
    VpcEndpointConnectionId: id,
    Tags: toTagList(tags),
    VpcEndpointRegion: endpoint.region,
    PayerResponsibilities: payersView(endpoint),
  };
}
