/** DescribeNetworkInterfaces. */
import type { DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResult } from '@aws-sdk/client-ec2';
import { addressesOf, type NetworkInterface } from '../../../resources/networkInterface.ts';
import { zoneIdOf } from '../../../resources/zones.ts';
import type { FilterDefinitions } from '../../filters.ts';
import type { Call } from '../../operation.ts';
import { filteredPage } from '../describe.ts';
import { associationFilters } from '../elasticIp/associationFilters.ts';
import { findSome } from '../ids.ts';
import {
  attachmentView,
  interfaceDnsName,
  interfaceStatus,
  networkInterfaceView,
  requesterId,
} from './networkInterfaceView.ts';

const INDEXES = {
  'attachment.instance-id': 'instance',
  'group-id': 'group',
  'network-interface-id': 'id',
  'subnet-id': 'subnet',
  'vpc-id': 'vpc',
} as const;

export function describeNetworkInterfaces(
  call: Call,
  input: DescribeNetworkInterfacesRequest,
): DescribeNetworkInterfacesResult {
  const interfaces = findSome(
    call,
    call.tx.networkInterfaces,
    'networkInterface',
    input.NetworkInterfaceIds,
    input.Filters,
    INDEXES,
  );
  const { rows, nextToken } = filteredPage(interfaces, input, filtersOf(call));
  return { NetworkInterfaces: rows.map((row) => networkInterfaceView(call.tx, row)), NextToken: nextToken };
}

const none = () => undefined;

const OWN_FILTERS: FilterDefinitions<NetworkInterface> = {
  'availability-zone': ({ spec }) => spec.availabilityZone,
  'availability-zone-id': (row) => zoneIdOf(row, row.spec.availabilityZone),
  description: ({ spec }) => spec.description,
  'group-id': ({ spec }) => spec.groupIds,
  'interface-type': ({ spec }) => spec.interfaceType,
  'mac-address': ({ spec }) => spec.macAddress,
  'network-interface-id': ({ id }) => id,
  'operator.managed': () => false,
  'operator.principal': none,
  'owner-id': ({ accountId }) => accountId,
  'private-dns-name': interfaceDnsName,
  'private-ip-address': addressesOf,
  'requester-id': requesterId,
  'requester-managed': ({ spec }) => spec.requesterManaged,
  'source-dest-check': ({ spec }) => spec.sourceDestCheck,
  status: interfaceStatus,
  'subnet-id': ({ spec }) => spec.subnetId,
  'vpc-id': ({ spec }) => spec.vpcId,
};

const ADDRESS_FILTERS: FilterDefinitions<NetworkInterface> = {
  'addresses.private-ip-address': addressesOf,
  'addresses.primary': (row) => addressesOf(row).map((_address, at) => String(at === 0)),
  'ipv6-addresses.ipv6-address': ({ spec }) => spec.ipv6Addresses,
};

const ATTACHMENT_FILTERS: FilterDefinitions<NetworkInterface> = {
  'attachment.attach-time': (row) => attachmentView(row)?.AttachTime?.toISOString(),
  'attachment.attachment-id': ({ spec }) => spec.attachmentId,
  'attachment.delete-on-termination': (row) => attachmentView(row)?.DeleteOnTermination,
  'attachment.device-index': (row) => attachmentView(row)?.DeviceIndex,
  'attachment.instance-id': (row) => attachmentView(row)?.InstanceId,
  'attachment.instance-owner-id': (row) => attachmentView(row)?.InstanceOwnerId,
  'attachment.status': (row) => attachmentView(row)?.Status,
};

function filtersOf(call: Call): FilterDefinitions<NetworkInterface> {
  return {
    ...OWN_FILTERS,
    ...ADDRESS_FILTERS,
    ...associationFilters(call.tx),
    ...ATTACHMENT_FILTERS,
    'group-name': ({ spec }) =>
      spec.groupIds.map((id) => call.tx.securityGroups.get(id)?.spec.groupName ?? ''),
  };
}
