/** Instances and reservations as EC2 shows them. */
import type { InstanceNetworkInterface, Instance as InstanceShape, Reservation } from '@aws-sdk/client-ec2';
import type { Instance } from '../../../resources/instance.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import { zoneIdOf } from '../../../resources/zones.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { attachmentView, groupIdentifiers, networkInterfaceView } from '../interface/networkInterfaceView.ts';
import { toTagList } from '../tags.ts';
import { isEnding, stateView } from './instanceStates.ts';

/** Instances gathered by the call that launched them, in order of launch. */
export function reservationViews(tables: Snapshot, instances: readonly Instance[]): Reservation[] {
  const reservations = new Map<string, Instance[]>();
  for (const instance of instances) {
    const id = instance.spec.reservationId;
    reservations.set(id, [...(reservations.get(id) ?? []), instance]);
  }
  return [...reservations].map(([ReservationId, members]) => ({
    ReservationId,
    OwnerId: members[0]?.accountId,
    Groups: [],
    Instances: [...members]
      .sort((a, b) => a.spec.launchIndex - b.spec.launchIndex)
      .map((instance) => instanceView(tables, instance)),
  }));
}

export function instanceView(tables: Snapshot, instance: Instance): InstanceShape {
  const { spec } = instance;
  return {
    InstanceId: instance.id,
    ImageId: spec.imageId,
    InstanceType: spec.instanceType as InstanceShape['InstanceType'],
    KeyName: spec.keyName,
    ClientToken: spec.clientToken ?? '',
    AmiLaunchIndex: spec.launchIndex,
    LaunchTime: new Date(instance.createdAt),
    State: stateView(instance),
    ...endingView(instance),
    Placement: placementView(tables, instance),
    ...networkView(tables, instance),
    ...FIXED,
    Tags: toTagList(instance.tags),
  };
}

export function interfaceOf(tables: Snapshot, { spec }: Instance): NetworkInterface | undefined {
  return tables.networkInterfaces.get(spec.networkInterfaceId);
}

/** The zone survives the subnet, as long as the instance is shown. */
export function zoneOf(tables: Snapshot, { spec }: Instance): string | undefined {
  return tables.subnets.get(spec.subnetId)?.spec.availabilityZone;
}

function placementView(tables: Snapshot, instance: Instance): InstanceShape['Placement'] {
  const AvailabilityZone = zoneOf(tables, instance);
  const AvailabilityZoneId = AvailabilityZone && zoneIdOf(instance, AvailabilityZone);
  return { AvailabilityZone, AvailabilityZoneId, GroupName: '', Tenancy: 'default' };
}

/** Network members go with the interface: AWS shows none of them on a terminated instance. */
function networkView(tables: Snapshot, instance: Instance): InstanceShape {
  const row = interfaceOf(tables, instance);
  if (!row) return { NetworkInterfaces: [], SecurityGroups: [], PrivateDnsName: '', PublicDnsName: '' };
  const shown = networkInterfaceView(tables, row);
  return {
    VpcId: instance.spec.vpcId,
    SubnetId: instance.spec.subnetId,
    PrivateIpAddress: shown.PrivateIpAddress,
    PrivateDnsName: shown.PrivateDnsName,
    PublicIpAddress: shown.Association?.PublicIp,
    PublicDnsName: shown.Association?.PublicDnsName ?? '',
    SourceDestCheck: shown.SourceDestCheck,
    SecurityGroups: groupIdentifiers(tables, row.spec.groupIds),
    NetworkInterfaces: [ownInterfaceView(tables, row)],
  };
}

/** The same interface in the narrower shape that instances carry. */
function ownInterfaceView(tables: Snapshot, row: NetworkInterface): InstanceNetworkInterface {
  const shown = networkInterfaceView(tables, row);
  const { InstanceId: _id, InstanceOwnerId: _owner, ...attachment } = attachmentView(row) ?? {};
  return {
    NetworkInterfaceId: shown.NetworkInterfaceId,
    VpcId: shown.VpcId,
    SubnetId: shown.SubnetId,
    OwnerId: shown.OwnerId,
    Description: shown.Description,
    Status: shown.Status,
    InterfaceType: shown.InterfaceType,
    MacAddress: shown.MacAddress,
    PrivateIpAddress: shown.PrivateIpAddress,
    PrivateDnsName: shown.PrivateDnsName,
    Association: shown.Association,
    PrivateIpAddresses: shown.PrivateIpAddresses,
    Ipv6Addresses: [],
    SourceDestCheck: shown.SourceDestCheck,
    Groups: shown.Groups,
    Attachment: attachment,
  };
}

function endingView(instance: Instance): InstanceShape {
  if (!isEnding(instance)) return { StateTransitionReason: '' };
  const Message = 'Client.UserInitiatedShutdown: User initiated shutdown';
  return {
    StateTransitionReason: `User initiated (${instance.spec.terminatedAt})`,
    StateReason: { Code: 'Client.UserInitiatedShutdown', Message },
  };
}

/** What is the same for every instance here: a namespace has no disks and no hypervisor of its own. */
const FIXED: InstanceShape = {
  Architecture: 'x86_64',
  BlockDeviceMappings: [],
  CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
  CpuOptions: { CoreCount: 1, ThreadsPerCore: 1 },
  EbsOptimized: false,
  EnaSupport: true,
  EnclaveOptions: { Enabled: false },
  HibernationOptions: { Configured: false },
  Hypervisor: 'xen',
  MaintenanceOptions: { AutoRecovery: 'default' },
  MetadataOptions: {
    State: 'applied',
    HttpTokens: 'optional',
    HttpPutResponseHopLimit: 1,
    HttpEndpoint: 'disabled',
    HttpProtocolIpv6: 'disabled',
    InstanceMetadataTags: 'disabled',
  },
  Monitoring: { State: 'disabled' },
  PlatformDetails: 'Linux/UNIX',
  PrivateDnsNameOptions: {
    HostnameType: 'ip-name',
    EnableResourceNameDnsARecord: false,
    EnableResourceNameDnsAAAARecord: false,
  },
  ProductCodes: [],
  RootDeviceName: '/dev/sda1',
  RootDeviceType: 'instance-store',
  UsageOperation: 'RunInstances',
  VirtualizationType: 'hvm',
};
