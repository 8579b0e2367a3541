/** Filters on instances: those that AWS documents and for which an instance here has something to compare. */
import type { Instance } from '../../../resources/instance.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import { zoneIdOf } from '../../../resources/zones.ts';
import type { Snapshot } from '../../../state/tables.ts';
import type { FilterDefinitions, FilterValue } from '../../filters.ts';
import { publicSide } from '../elasticIp/addressView.ts';
import { interfaceDnsName, interfaceStatus } from '../interface/networkInterfaceView.ts';
import { stateCode } from './instanceStates.ts';
import { interfaceOf, zoneOf } from './instanceView.ts';

export function instanceFilters(tables: Snapshot): FilterDefinitions<Instance> {
  return { ...ownFilters(tables), ...networkFilters(tables) };
}

function ownFilters(tables: Snapshot): FilterDefinitions<Instance> {
  const zone = (instance: Instance) => zoneOf(tables, instance);
  return {
    architecture: () => 'x86_64',
    'availability-zone': zone,
    'availability-zone-id': (instance) => zoneIdOf(instance, zone(instance) ?? ''),
    'client-token': ({ spec }) => spec.clientToken,
    'image-id': ({ spec }) => spec.imageId,
    'instance-id': ({ id }) => id,
    'instance-state-code': stateCode,
    'instance-state-name': ({ status }) => status.state,
    'instance-type': ({ spec }) => spec.instanceType,
    'instance-lifecycle': () => undefined,
    'key-name': ({ spec }) => spec.keyName,
    'launch-index': ({ spec }) => spec.launchIndex,
    'launch-time': ({ createdAt }) => createdAt,
    'owner-id': ({ accountId }) => accountId,
    platform: () => undefined,
    'platform-details': () => 'Linux/UNIX',
    'reservation-id': ({ spec }) => spec.reservationId,
    'root-device-type': () => 'instance-store',
    tenancy: () => 'default',
    'virtualization-type': () => 'hvm',
  };
}

function networkFilters(tables: Snapshot): FilterDefinitions<Instance> {
  const ofInterface = (value: (row: NetworkInterface) => FilterValue) => (instance: Instance) => {
    const row = interfaceOf(tables, instance);
    return row && value(row);
  };
  const address = ofInterface(({ spec }) => spec.privateIpAddress);
  const groupIds = ofInterface(({ spec }) => spec.groupIds);
  const groupNames = ofInterface(({ spec }) =>
    spec.groupIds.map((id) => tables.securityGroups.get(id)?.spec.groupName ?? ''),
  );
  const vpcId = ofInterface(({ spec }) => spec.vpcId);
  const subnetId = ofInterface(({ spec }) => spec.subnetId);
  const publicSideOf = (member: 'PublicDnsName' | 'PublicIp') =>
    ofInterface((row) => publicSide(tables, row, row.spec.privateIpAddress)?.[member]);
  return {
    'dns-name': publicSideOf('PublicDnsName'),
    'ip-address': publicSideOf('PublicIp'),
    'network-interface.association.public-ip': publicSideOf('PublicIp'),
    'instance.group-id': groupIds,
    'instance.group-name': groupNames,
    'group-id': groupIds,
    'group-name': groupNames,
    'network-interface.addresses.private-ip-address': address,
    'network-interface.attachment.attachment-id': ofInterface(({ spec }) => spec.attachmentId),
    'network-interface.availability-zone': ofInterface(({ spec }) => spec.availabilityZone),
    'network-interface.description': ofInterface(({ spec }) => spec.description),
    'network-interface.group-id': groupIds,
    'network-interface.group-name': groupNames,
    'network-interface.mac-address': ofInterface(({ spec }) => spec.macAddress),
    'network-interface.network-interface-id': ofInterface(({ id }) => id),
    'network-interface.owner-id': ofInterface(({ accountId }) => accountId),
    'network-interface.private-dns-name': ofInterface(interfaceDnsName),
    'network-interface.private-ip-address': address,
    'network-interface.status': ofInterface(interfaceStatus),
    'network-interface.subnet-id': subnetId,
    'network-interface.vpc-id': vpcId,
    'private-dns-name': ofInterface(interfaceDnsName),
    'private-ip-address': address,
    'source-dest-check': ofInterface(({ spec }) => spec.sourceDestCheck),
    'subnet-id': subnetId,
    'vpc-id': vpcId,
  };
}
