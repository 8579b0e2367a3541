/** A network interface as EC2 shows it: an instance's own, or one that AWS made and manages for the caller. */
import type {
  NetworkInterfaceAttachment as AttachmentShape,
  ConnectionTrackingConfiguration,
  GroupIdentifier,
  NetworkInterface as InterfaceShape,
} from '@aws-sdk/client-ec2';
import { instancePrivateDnsName, instanceResourceName } from '../../../resources/names.ts';
import { addressesOf, type NetworkInterface } from '../../../resources/networkInterface.ts';
import { zoneIdOf } from '../../../resources/zones.ts';
import { isLeaving } from '../../../state/interfaces.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { publicSide } from '../elasticIp/addressView.ts';
import { toTagList } from '../tags.ts';

/** In whose name AWS attaches the interfaces it manages. */
const MANAGED_BY = 'amazon-aws';
const REQUESTERS = {
  endpoint: MANAGED_BY,
  loadBalancer: 'amazon-elb',
  natGateway: MANAGED_BY,
  transitGateway: MANAGED_BY,
  instance: undefined,
  customer: undefined,
} as const;

export function networkInterfaceView(tables: Snapshot, row: NetworkInterface): InterfaceShape {
  const { spec } = row;
  return {
    NetworkInterfaceId: row.id,
    VpcId: spec.vpcId,
    SubnetId: spec.subnetId,
    AvailabilityZone: spec.availabilityZone,
    AvailabilityZoneId: zoneIdOf(row, spec.availabilityZone),
    Description: spec.description,
    OwnerId: row.accountId,
    RequesterId: requesterId(row),
    RequesterManaged: spec.requesterManaged,
    Status: interfaceStatus(row),
    InterfaceType: spec.interfaceType as InterfaceShape['InterfaceType'],
    MacAddress: spec.macAddress,
    ...addressView(tables, row),
    SourceDestCheck: spec.sourceDestCheck,
    Groups: groupIdentifiers(tables, spec.groupIds),
    Attachment: attachmentView(row),
    Ipv6Address: spec.ipv6Addresses?.[0],
    Ipv6Addresses: (spec.ipv6Addresses ?? []).map((Ipv6Address) => ({ Ipv6Address, IsPrimaryIpv6: false })),
    Ipv4Prefixes: spec.ipv4Prefixes?.map((Ipv4Prefix) => ({ Ipv4Prefix })),
    ConnectionTrackingConfiguration: connectionTrackingView(row),
    Operator: { Managed: false },
    TagSet: toTagList(row.tags),
  };
}

export function groupIdentifiers(tables: Snapshot, groupIds: readonly string[]): GroupIdentifier[] {
  return groupIds.map((GroupId) => ({
    GroupId,
    GroupName: tables.securityGroups.get(GroupId)?.spec.groupName,
  }));
}

/** Undefined where there is no IPv4 address that it could be made of, and no instance. */
export function interfaceDnsName(row: NetworkInterface): string | undefined {
  const { privateIpAddress, owner } = row.spec;
  if (privateIpAddress) return instancePrivateDnsName(privateIpAddress, row.region);
  return owner.kind === 'instance' ? instanceResourceName(owner.instanceId, row.region) : undefined;
}

export function requesterId({ spec }: NetworkInterface): string | undefined {
  return REQUESTERS[spec.owner.kind] ?? spec.requesterId;
}

/** Attached, and as long as it is not off: in use. */
export function interfaceStatus(row: NetworkInterface): 'available' | 'in-use' | 'detaching' {
  if (row.spec.owner.kind === 'customer') return 'available';
  return isLeaving(row) ? 'detaching' : 'in-use';
}

/** Undefined where it is attached to nothing. */
export function attachmentView(row: NetworkInterface): AttachmentShape | undefined {
  const { owner, attachmentId } = row.spec;
  if (owner.kind === 'customer') return undefined;
  const Status = attachmentStatus(row);
  if (owner.kind !== 'instance') {
    return {
      AttachmentId: attachmentId,
      DeleteOnTermination: false,
      DeviceIndex: 1,
      InstanceOwnerId: MANAGED_BY,
      Status,
    };
  }
  return {
    AttachmentId: attachmentId,
    AttachTime: new Date(owner.attachedAt),
    DeleteOnTermination: owner.deleteOnTermination,
    DeviceIndex: owner.deviceIndex,
    NetworkCardIndex: 0,
    InstanceId: owner.instanceId,
    InstanceOwnerId: row.accountId,
    Status,
  };
}

/** As asked for; undefined where nothing was. */
export function connectionTrackingView({
  spec,
}: NetworkInterface): ConnectionTrackingConfiguration | undefined {
  const asked = spec.connectionTracking;
  return (
    asked && {
      TcpEstablishedTimeout: asked.tcpEstablishedTimeout,
      UdpStreamTimeout: asked.udpStreamTimeout,
      UdpTimeout: asked.udpTimeout,
    }
  );
}

function attachmentStatus(row: NetworkInterface): 'attaching' | 'attached' | 'detaching' {
  if (isLeaving(row)) return 'detaching';
  return row.spec.owner.kind === 'instance' && row.status.dataPlane === 'pending' ? 'attaching' : 'attached';
}

function addressView(tables: Snapshot, row: NetworkInterface) {
  const PrivateIpAddress = row.spec.privateIpAddress;
  return {
    PrivateIpAddress,
    PrivateDnsName: interfaceDnsName(row),
    Association: PrivateIpAddress === undefined ? undefined : publicSide(tables, row, PrivateIpAddress),
    PrivateIpAddresses: addressesOf(row).map((address) => ({
      Primary: address === PrivateIpAddress,
      PrivateIpAddress: address,
      PrivateDnsName: instancePrivateDnsName(address, row.region),
      Association: publicSide(tables, row, address),
    })),
  };
}
