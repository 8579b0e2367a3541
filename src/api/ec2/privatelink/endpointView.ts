/** An endpoint as its owner sees it. */
import type { PayerResponsibilityEntry, State, VpcEndpoint as VpcEndpointShape } from '@aws-sdk/client-ec2';
import { type EndpointState, serviceRegionOf, type VpcEndpoint } from '../../../resources/endpoint.ts';
import type { Call } from '../../operation.ts';
import { toTagList } from '../tags.ts';
import { dnsEntries } from './endpointDns.ts';
import { routeTablesOf } from './gatewayRoutes.ts';

/** Empty lists are there, not left out: Ansible's module reads the route tables of every endpoint. */
export function endpointView(call: Call, row: VpcEndpoint): VpcEndpointShape {
  const { spec, status } = row;
  return {
    VpcEndpointId: row.id,
    VpcEndpointType: spec.vpcEndpointType,
    VpcId: spec.vpcId,
    ServiceName: spec.serviceName,
    State: wireState(status.state),
    PolicyDocument: spec.policyDocument,
    RouteTableIds: spec.vpcEndpointType === 'Gateway' ? routeTablesOf(call, row.id) : [],
    SubnetIds: [...spec.subnetIds],
    Groups: spec.groupIds.map((GroupId) => ({
      GroupId,
      GroupName: call.tx.securityGroups.get(GroupId)?.spec.groupName,
    })),
    IpAddressType: spec.ipAddressType,
    DnsOptions: {
      DnsRecordIpType: spec.dnsRecordIpType,
      PrivateDnsOnlyForInboundResolverEndpoint: spec.privateDnsOnlyForInboundResolverEndpoint,
    },
    PrivateDnsEnabled: spec.privateDnsNames.length > 0,
    RequesterManaged: false,
    NetworkInterfaceIds: spec.subnetIds.flatMap((id) => status.networkInterfaceIds[id] ?? []),
    DnsEntries: dnsEntries(call, row),
    CreationTimestamp: new Date(row.createdAt),
    Tags: toTagList(row.tags),
    OwnerId: row.accountId,
    LastError: status.lastError && { Code: status.lastError.code, Message: status.lastError.message },
    ServiceRegion: serviceRegionOf(row),
    PayerResponsibilities: payersView(row),
  };
}

/** Absent, as on AWS, while nobody has said who pays. */
export function payersView({ spec }: VpcEndpoint): PayerResponsibilityEntry[] | undefined {
  if (!spec.payers) return undefined;
  return Object.entries(spec.payers).map(([Scope, PayerResponsibilityType]) => ({
    Scope: Scope as PayerResponsibilityEntry['Scope'],
    PayerResponsibilityType,
  }));
}

/** The API model says `PendingAcceptance` where the wire has always said `pendingAcceptance`. */
export function wireState(state: EndpointState): State {
  return state as string as State;
}
