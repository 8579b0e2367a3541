/** A network interface as EC2 shows it: an instance's own, or one that AWS made and manages for the caller. */
import type {
  NetworkInterfaceAttachment as AttachmentShape,
  GroupIdentifier,
  NetworkInterface as InterfaceShape,
} from '@aws-sdk/client-ec2';
import { instancePrivateDnsName } from '../../../resources/names.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import { zoneIdOf } from '../../../resources/zones.ts';
import type { Snapshot } from '../../../state/tables.ts';
import { toTagList } from '../tags.ts';

/** In whose name AWS attaches the interfaces it manages. */
const MANAGED_BY = 'amazon-aws';
const REQUESTERS = { endpoint: MANAGED_BY, loadBalancer: 'amazon-elb', instance: undefined } as const;

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
    InterfaceType: spec.interfaceType,
    MacAddress: spec.macAddress,
    ...addressView(row),
    SourceDestCheck: spec.sourceDestCheck,
    Groups: groupIdentifiers(tables, spec.groupIds),
    Attachment: attachmentView(row),
    Ipv6Addresses: [],
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

export function interfaceDnsName(row: NetworkInterface): string {
  return instancePrivateDnsName(row.spec.privateIpAddress, row.region);
}

export function requesterId({ spec }: NetworkInterface): string | undefined {
  return REQUESTERS[spec.owner.kind];
}

/** An interface on its way out is being detached; until then it is in use all its life. */
export function interfaceStatus(row: NetworkInterface): 'in-use' | 'detaching' {
  return isLeaving(row) ? 'detaching' : 'in-use';
}

export function attachmentView(row: NetworkInterface): AttachmentShape {
  const { owner, attachmentId } = row.spec;
  const isInstance = owner.kind === 'instance';
  return {
    AttachmentId: attachmentId,
    AttachTime: isInstance ? new Date(row.createdAt) : undefined,
    DeleteOnTermination: isInstance,
    DeviceIndex: isInstance ? 0 : 1,
    NetworkCardIndex: isInstance ? 0 : undefined,
    InstanceId: isInstance ? owner.instanceId : undefined,
    InstanceOwnerId: isInstance ? row.accountId : MANAGED_BY,
    Status: isLeaving(row) ? 'detaching' : 'attached',
  };
}

function isLeaving({ status: { dataPlane } }: NetworkInterface): boolean {
  return dataPlane === 'removing' || dataPlane === 'removed';
}

function addressView(row: NetworkInterface) {
  const PrivateIpAddress = row.spec.privateIpAddress;
  const PrivateDnsName = interfaceDnsName(row);
  return {
    PrivateIpAddress,
    PrivateDnsName,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress, PrivateDnsName }],
  };
}
