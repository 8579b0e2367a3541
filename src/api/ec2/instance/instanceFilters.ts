/** Filters on instances: those that AWS documents, compared with what the instance is shown with. */
import type { Instance as InstanceShape, NetworkInterface as InterfaceShape } from '@aws-sdk/client-ec2';
import type { Instance } from '../../../resources/instance.ts';
import { interfacesOfInstance } from '../../../state/attachments.ts';
import type { Snapshot } from '../../../state/tables.ts';
import type { FilterDefinitions, FilterValue } from '../../filters.ts';
import { networkInterfaceView } from '../interface/networkInterfaceView.ts';
import { instanceView } from './instanceView.ts';

type Single = string | number | boolean | Date | undefined;
type OfInstance = (shown: InstanceShape) => Single | readonly Single[];
type OfInterface = (shown: InterfaceShape) => Single | readonly Single[];

export function instanceFilters(tables: Snapshot): FilterDefinitions<Instance> {
  const shown = remembered((instance: Instance) => instanceView(tables, instance));
  const interfaces = remembered((instance: Instance) =>
    interfacesOfInstance(tables, instance.id).map((row) => networkInterfaceView(tables, row)),
  );
  return {
    'owner-id': ({ accountId }) => accountId,
    'reservation-id': ({ spec }) => spec.reservationId,
    ...each({ ...OWN, ...MAPPINGS, ...OPTIONS }, (of) => (instance) => texts(of(shown(instance)))),
    ...each(
      { ...INTERFACES, ...ADDRESSES, ...ATTACHMENTS },
      (of) => (instance) => interfaces(instance).flatMap((each) => texts(of(each))),
    ),
  };
}

const none = () => undefined;
const groupIds = ({ SecurityGroups }: InstanceShape) => SecurityGroups?.map(({ GroupId }) => GroupId);
const groupNames = ({ SecurityGroups }: InstanceShape) => SecurityGroups?.map(({ GroupName }) => GroupName);

const OWN: Readonly<Record<string, OfInstance>> = {
  affinity: none,
  architecture: ({ Architecture }) => Architecture,
  'availability-zone': ({ Placement }) => Placement?.AvailabilityZone,
  'availability-zone-id': ({ Placement }) => Placement?.AvailabilityZoneId,
  'client-token': ({ ClientToken }) => ClientToken,
  'dns-name': ({ PublicDnsName }) => PublicDnsName || undefined,
  'group-id': groupIds,
  'group-name': groupNames,
  'host-id': none,
  hypervisor: ({ Hypervisor }) => Hypervisor,
  'image-id': ({ ImageId }) => ImageId,
  'instance-id': ({ InstanceId }) => InstanceId,
  'instance-lifecycle': none,
  'instance-state-code': ({ State }) => State?.Code,
  'instance-state-name': ({ State }) => State?.Name,
  'instance-type': ({ InstanceType }) => InstanceType,
  'instance.group-id': groupIds,
  'instance.group-name': groupNames,
  'ip-address': ({ PublicIpAddress }) => PublicIpAddress,
  'ipv6-address': ({ Ipv6Address }) => Ipv6Address,
  'kernel-id': none,
  'key-name': ({ KeyName }) => KeyName,
  'launch-index': ({ AmiLaunchIndex }) => AmiLaunchIndex,
  'launch-time': ({ LaunchTime }) => LaunchTime,
  'monitoring-state': ({ Monitoring }) => Monitoring?.State,
  'operator.managed': () => false,
  'operator.principal': none,
  'outpost-arn': none,
  'placement-group-name': ({ Placement }) => Placement?.GroupName || undefined,
  'placement-partition-number': none,
  platform: none,
  'platform-details': ({ PlatformDetails }) => PlatformDetails,
  'private-dns-name': ({ PrivateDnsName }) => PrivateDnsName || undefined,
  'private-ip-address': ({ PrivateIpAddress }) => PrivateIpAddress,
  'product-code': none,
  'product-code.type': none,
  'ramdisk-id': none,
  reason: ({ StateTransitionReason }) => StateTransitionReason,
  'requester-id': none,
  'source-dest-check': ({ SourceDestCheck }) => SourceDestCheck,
  'spot-instance-request-id': none,
  'state-reason-code': ({ StateReason }) => StateReason?.Code,
  'state-reason-message': ({ StateReason }) => StateReason?.Message,
  'subnet-id': ({ SubnetId }) => SubnetId,
  tenancy: ({ Placement }) => Placement?.Tenancy,
  'tpm-support': none,
  'usage-operation': ({ UsageOperation }) => UsageOperation,
  'usage-operation-update-time': none,
  'virtualization-type': ({ VirtualizationType }) => VirtualizationType,
  'vpc-id': ({ VpcId }) => VpcId,
};

const MAPPINGS: Readonly<Record<string, OfInstance>> = {
  'block-device-mapping.attach-time': ofMappings(({ Ebs }) => Ebs?.AttachTime),
  'block-device-mapping.delete-on-termination': ofMappings(({ Ebs }) => Ebs?.DeleteOnTermination),
  'block-device-mapping.device-name': ofMappings(({ DeviceName }) => DeviceName),
  'block-device-mapping.status': ofMappings(({ Ebs }) => Ebs?.Status),
  'block-device-mapping.volume-id': ofMappings(({ Ebs }) => Ebs?.VolumeId),
  'root-device-name': ({ RootDeviceName }) => RootDeviceName,
  'root-device-type': ({ RootDeviceType }) => RootDeviceType,
};

const OPTIONS: Readonly<Record<string, OfInstance>> = {
  'boot-mode': none,
  'capacity-reservation-id': none,
  'current-instance-boot-mode': none,
  'ebs-optimized': ({ EbsOptimized }) => EbsOptimized,
  'ena-support': ({ EnaSupport }) => EnaSupport,
  'enclave-options.enabled': () => false,
  'hibernation-options.configured': () => false,
  'iam-instance-profile.arn': ({ IamInstanceProfile }) => IamInstanceProfile?.Arn,
  'iam-instance-profile.id': ({ IamInstanceProfile }) => IamInstanceProfile?.Id,
  'maintenance-options.auto-recovery': ({ MaintenanceOptions }) => MaintenanceOptions?.AutoRecovery,
  'metadata-options.http-endpoint': ({ MetadataOptions }) => MetadataOptions?.HttpEndpoint,
  'metadata-options.http-protocol-ipv4': () => 'enabled',
  'metadata-options.http-protocol-ipv6': ({ MetadataOptions }) => MetadataOptions?.HttpProtocolIpv6,
  'metadata-options.http-put-response-hop-limit': ({ MetadataOptions }) =>
    MetadataOptions?.HttpPutResponseHopLimit,
  'metadata-options.http-tokens': ({ MetadataOptions }) => MetadataOptions?.HttpTokens,
  'metadata-options.instance-metadata-tags': ({ MetadataOptions }) => MetadataOptions?.InstanceMetadataTags,
  'metadata-options.state': ({ MetadataOptions }) => MetadataOptions?.State,
  'network-performance-options.bandwidth-weighting': () => 'default',
  'private-dns-name-options.enable-resource-name-dns-a-record': ({ PrivateDnsNameOptions }) =>
    PrivateDnsNameOptions?.EnableResourceNameDnsARecord,
  'private-dns-name-options.enable-resource-name-dns-aaaa-record': ({ PrivateDnsNameOptions }) =>
    PrivateDnsNameOptions?.EnableResourceNameDnsAAAARecord,
  'private-dns-name-options.hostname-type': ({ PrivateDnsNameOptions }) =>
    PrivateDnsNameOptions?.HostnameType,
};

const INTERFACES: Readonly<Record<string, OfInterface>> = {
  'network-interface.availability-zone': ({ AvailabilityZone }) => AvailabilityZone,
  'network-interface.deny-all-igw-traffic': ({ DenyAllIgwTraffic }) => DenyAllIgwTraffic,
  'network-interface.description': ({ Description }) => Description,
  'network-interface.group-id': ({ Groups }) => Groups?.map(({ GroupId }) => GroupId),
  'network-interface.group-name': ({ Groups }) => Groups?.map(({ GroupName }) => GroupName),
  'network-interface.ipv4-prefixes.ipv4-prefix': none,
  'network-interface.ipv6-address': ({ Ipv6Address }) => Ipv6Address,
  'network-interface.ipv6-addresses.ipv6-address': ({ Ipv6Addresses }) =>
    Ipv6Addresses?.map(({ Ipv6Address }) => Ipv6Address),
  'network-interface.ipv6-addresses.is-primary-ipv6': ({ Ipv6Addresses }) =>
    Ipv6Addresses?.map(({ IsPrimaryIpv6 }) => IsPrimaryIpv6),
  'network-interface.ipv6-native': () => false,
  'network-interface.ipv6-prefixes.ipv6-prefix': none,
  'network-interface.mac-address': ({ MacAddress }) => MacAddress,
  'network-interface.network-interface-id': ({ NetworkInterfaceId }) => NetworkInterfaceId,
  'network-interface.operator.managed': () => false,
  'network-interface.operator.principal': none,
  'network-interface.outpost-arn': none,
  'network-interface.owner-id': ({ OwnerId }) => OwnerId,
  'network-interface.private-dns-name': ({ PrivateDnsName }) => PrivateDnsName,
  'network-interface.private-ip-address': ({ PrivateIpAddress }) => PrivateIpAddress,
  'network-interface.public-dns-name': ({ PublicDnsName }) => PublicDnsName,
  'network-interface.requester-id': ({ RequesterId }) => RequesterId,
  'network-interface.requester-managed': ({ RequesterManaged }) => RequesterManaged,
  'network-interface.status': ({ Status }) => Status,
  'network-interface.source-dest-check': ({ SourceDestCheck }) => SourceDestCheck,
  'network-interface.subnet-id': ({ SubnetId }) => SubnetId,
  'network-interface.tag-key': ({ TagSet }) => TagSet?.map(({ Key }) => Key),
  'network-interface.tag-value': ({ TagSet }) => TagSet?.map(({ Value }) => Value),
  'network-interface.vpc-id': ({ VpcId }) => VpcId,
};

const ADDRESSES: Readonly<Record<string, OfInterface>> = {
  'network-interface.addresses.primary': ofAddresses(({ Primary }) => Primary),
  'network-interface.addresses.private-dns-name': ofAddresses(({ PrivateDnsName }) => PrivateDnsName),
  'network-interface.addresses.private-ip-address': ofAddresses(({ PrivateIpAddress }) => PrivateIpAddress),
  'network-interface.addresses.association.allocation-id': ofAddresses(
    ({ Association }) => Association?.AllocationId,
  ),
  'network-interface.addresses.association.association-id': ofAddresses(
    ({ Association }) => Association?.AssociationId,
  ),
  'network-interface.addresses.association.carrier-ip': none,
  'network-interface.addresses.association.customer-owned-ip': none,
  'network-interface.addresses.association.ip-owner-id': ofAddresses(
    ({ Association }) => Association?.IpOwnerId,
  ),
  'network-interface.addresses.association.public-dns-name': ofAddresses(
    ({ Association }) => Association?.PublicDnsName,
  ),
  'network-interface.addresses.association.public-ip': ofAddresses(
    ({ Association }) => Association?.PublicIp,
  ),
  'network-interface.association.allocation-id': ({ Association }) => Association?.AllocationId,
  'network-interface.association.association-id': ({ Association }) => Association?.AssociationId,
  'network-interface.association.carrier-ip': none,
  'network-interface.association.customer-owned-ip': none,
  'network-interface.association.ip-owner-id': ({ Association }) => Association?.IpOwnerId,
  'network-interface.association.public-dns-name': ({ Association }) => Association?.PublicDnsName,
  'network-interface.association.public-ip': ({ Association }) => Association?.PublicIp,
};

const ATTACHMENTS: Readonly<Record<string, OfInterface>> = {
  'network-interface.attachment.attach-time': ({ Attachment }) => Attachment?.AttachTime,
  'network-interface.attachment.attachment-id': ({ Attachment }) => Attachment?.AttachmentId,
  'network-interface.attachment.delete-on-termination': ({ Attachment }) => Attachment?.DeleteOnTermination,
  'network-interface.attachment.device-index': ({ Attachment }) => Attachment?.DeviceIndex,
  'network-interface.attachment.instance-id': ({ Attachment }) => Attachment?.InstanceId,
  'network-interface.attachment.instance-owner-id': ({ Attachment }) => Attachment?.InstanceOwnerId,
  'network-interface.attachment.network-card-index': ({ Attachment }) => Attachment?.NetworkCardIndex,
  'network-interface.attachment.status': ({ Attachment }) => Attachment?.Status,
};

function ofMappings(
  value: (each: NonNullable<InstanceShape['BlockDeviceMappings']>[number]) => Single,
): OfInstance {
  return ({ BlockDeviceMappings }) => BlockDeviceMappings?.map(value);
}

function ofAddresses(
  value: (each: NonNullable<InterfaceShape['PrivateIpAddresses']>[number]) => Single,
): OfInterface {
  return ({ PrivateIpAddresses }) => PrivateIpAddresses?.map(value);
}

function each<Value>(
  definitions: Readonly<Record<string, Value>>,
  filter: (value: Value) => (instance: Instance) => FilterValue,
): FilterDefinitions<Instance> {
  return Object.fromEntries(Object.entries(definitions).map(([name, value]) => [name, filter(value)]));
}

function texts(value: Single | readonly Single[]): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values
    .filter((one) => one !== undefined)
    .map((one) => (one instanceof Date ? one.toISOString() : String(one)));
}

/** Several filters look at one instance: it is drawn up once. */
function remembered<Result>(make: (instance: Instance) => Result): (instance: Instance) => Result {
  const known = new Map<string, Result>();
  return (instance) => {
    const result = known.get(instance.id) ?? make(instance);
    known.set(instance.id, result);
    return result;
  };
}
