/** Instances and reservations as EC2 shows them. */
import type {
  InstanceMetadataOptionsResponse,
  InstanceNetworkInterface,
  Instance as InstanceShape,
  Reservation,
} from '@aws-sdk/client-ec2';
import type { Instance, InstanceSettings } from '../../../resources/instance.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import { zoneIdOf } from '../../../resources/zones.ts';
import { interfacesOfInstance } from '../../../state/attachments.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { attachmentView, groupIdentifiers, networkInterfaceView } from '../interface/networkInterfaceView.ts';
import { toTagList } from '../tags.ts';
import { stateView } from './instanceStates.ts';
import { findInstanceType } from './instanceTypes.ts';
import { deviceMappings, ROOT_DEVICE } from './volumes.ts';

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
    LaunchTime: new Date(launchTime(instance)),
    State: stateView(instance),
    ...transitionView(instance),
    Placement: placementView(tables, instance),
    ...networkView(tables, instance),
    ...settingsView(instance),
    BlockDeviceMappings: deviceMappings(tables, instance),
    ...FIXED,
    Tags: tagsShown(instance),
  };
}

/** An instance without tags is shown without a list of them. */
function tagsShown({ tags }: Instance): InstanceShape['Tags'] {
  return Object.keys(tags).length > 0 ? toTagList(tags) : undefined;
}

/** AWS's launch time is that of the last start. */
export function launchTime({ createdAt, spec }: Instance): string {
  return spec.startedAt ?? createdAt;
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
  const { placementGroup = '', tenancy = 'default', hostId, affinity } = instance.spec.settings ?? {};
  return {
    AvailabilityZone,
    AvailabilityZoneId,
    GroupName: placementGroup,
    Tenancy: tenancy,
    HostId: hostId,
    Affinity: affinity,
  };
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
    Ipv6Address: shown.Ipv6Address,
    SourceDestCheck: shown.SourceDestCheck,
    SecurityGroups: groupIdentifiers(tables, row.spec.groupIds),
    NetworkInterfaces: interfacesOfInstance(tables, instance.id).map((each) =>
      ownInterfaceView(tables, each),
    ),
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
    Ipv4Prefixes: shown.Ipv4Prefixes,
    Ipv6Addresses:
      row.spec.ipv6Addresses?.map((Ipv6Address) => ({ Ipv6Address, IsPrimaryIpv6: false })) ?? [],
    ConnectionTrackingConfiguration: shown.ConnectionTrackingConfiguration,
    Operator: shown.Operator,
    SourceDestCheck: shown.SourceDestCheck,
    Groups: shown.Groups,
    Attachment: attachment,
  };
}

function transitionView({ status, spec }: Instance): InstanceShape {
  if (status.state === 'pending' || status.state === 'running') return { StateTransitionReason: '' };
  const since = (spec.terminatedAt ?? spec.stoppedAt)?.replace('T', ' ').replace(/\..*/, ' GMT');
  const Message = 'Client.UserInitiatedShutdown: User initiated shutdown';
  return {
    StateTransitionReason: `User initiated (${since})`,
    StateReason: { Code: 'Client.UserInitiatedShutdown', Message },
  };
}

/** What callers may set and what only has to be remembered of it, or AWS's defaults. */
function settingsView({ spec: { settings = {}, instanceType } }: Instance): InstanceShape {
  const type = findInstanceType(instanceType);
  return {
    Architecture: type?.architecture ?? 'x86_64',
    CpuOptions: { CoreCount: type?.vcpus ?? 1, ThreadsPerCore: 1 },
    EbsOptimized: settings.ebsOptimized ?? false,
    EnaSupport: settings.enaSupport ?? true,
    RootDeviceName: settings.rootDeviceName ?? ROOT_DEVICE,
    IamInstanceProfile: settings.instanceProfile && {
      Arn: settings.instanceProfile.arn,
      Id: settings.instanceProfile.id,
    },
    MaintenanceOptions: { AutoRecovery: settings.autoRecovery ?? 'default' },
    MetadataOptions: metadataView(settings),
    Monitoring: { State: settings.monitored ? 'enabled' : 'disabled' },
    PrivateDnsNameOptions: {
      HostnameType: settings.hostnameType ?? 'ip-name',
      EnableResourceNameDnsARecord: settings.resourceNameA ?? false,
      EnableResourceNameDnsAAAARecord: settings.resourceNameAaaa ?? false,
    },
  };
}

export function metadataView({ metadata = {} }: InstanceSettings): InstanceMetadataOptionsResponse {
  return {
    State: 'applied',
    HttpTokens: metadata.httpTokens ?? 'optional',
    HttpPutResponseHopLimit: metadata.httpPutResponseHopLimit ?? 1,
    HttpEndpoint: metadata.httpEndpoint ?? 'enabled',
    HttpProtocolIpv6: metadata.httpProtocolIpv6 ?? 'disabled',
    InstanceMetadataTags: metadata.instanceMetadataTags ?? 'disabled',
  };
}

/** What is the same for every instance here. */
const FIXED: InstanceShape = {
  CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
  EnclaveOptions: { Enabled: false },
  HibernationOptions: { Configured: false },
  Hypervisor: 'xen',
  PlatformDetails: 'Linux/UNIX',
  ProductCodes: [],
  RootDeviceType: 'ebs',
  UsageOperation: 'RunInstances',
  VirtualizationType: 'hvm',
};
