/** An endpoint as its owner sees it. */
import type { State, VpcEndpoint as VpcEndpointShape } from '@aws-sdk/client-ec2';
import type { EndpointState, VpcEndpoint } from '../../../resources/endpoint.ts';
import type { Call } from '../../operation.ts';
import { toTagList } from '../tags.ts';
import { dnsEntries } from './endpointDns.ts';

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
    RouteTableIds: [],
    SubnetIds: [...spec.subnetIds],
    Groups: spec.groupIds.map((GroupId) => ({
      GroupId,
      GroupName: call.tx.securityGroups.get(GroupId)?.spec.groupName,
    })),
    IpAddressType: spec.ipAddressType,
    DnsOptions: { DnsRecordIpType: spec.dnsRecordIpType },
    PrivateDnsEnabled: spec.privateDnsEnabled,
    RequesterManaged: false,
    NetworkInterfaceIds: spec.subnetIds.flatMap((id) => status.networkInterfaceIds[id] ?? []),
    DnsEntries: dnsEntries(call, row),
    CreationTimestamp: new Date(row.createdAt),
    Tags: toTagList(row.tags),
    OwnerId: row.accountId,
    LastError: status.lastError && { Code: status.lastError.code, Message: status.lastError.message },
    ServiceRegion: row.region,
  };
}

/** The API model says `PendingAcceptance` where the wire has always said `pendingAcceptance`. */
export function wireState(state: EndpointState): State {
  return state as string as State;
}
