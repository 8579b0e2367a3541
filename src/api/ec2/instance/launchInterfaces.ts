/** The interfaces of a launch: one described by the request's own members, or those that it lists. */
import type { InstanceNetworkInterfaceSpecification, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Subnet } from '../../../resources/network.ts';
import type { NetworkInterface } from '../../../resources/networkInterface.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findNetworkInterface, findSubnet } from '../ids.ts';
import { checkAddressCount, checkInterfaceCount } from '../interface/attachments.ts';
import { refuseUsed } from '../interface/attachNetworkInterface.ts';
import { connectionTrackingFrom } from '../interface/connectionTracking.ts';
import { groupsFor } from '../interface/createNetworkInterface.ts';
import { checkInterfaceDescription } from '../interface/interfaceDescription.ts';
import { refuseManaged } from '../interface/managedInterfaces.ts';
import { type RequestedAddresses, requestedAddresses } from '../interface/requestedAddresses.ts';
import { requestedIpv6 } from '../interface/requestedIpv6.ts';
import { instanceLevelGroups, launchSubnet } from './launchPlace.ts';

interface Place {
  readonly deviceIndex: number;
  readonly deleteOnTermination: boolean;
}

export interface NewInterface extends Place, RequestedAddresses {
  readonly subnet: Subnet;
  readonly groupIds: readonly string[];
  readonly description: string;
  readonly ipv6Addresses: readonly (string | undefined)[];
  readonly more: Partial<NetworkInterface['spec']>;
}

export interface ExistingInterface extends Place {
  readonly existing: NetworkInterface;
}

export type LaunchInterface = NewInterface | ExistingInterface;

/** In order of their devices; the first is the primary one. */
export function launchInterfaces(
  call: Call,
  input: RunInstancesRequest,
  instanceType: string,
): readonly LaunchInterface[] {
  const listed = input.NetworkInterfaces ?? [];
  const wanted = listed.length === 0 ? [implied(call, input)] : described(call, input, listed);
  const ordered = [...wanted].sort((a, b) => a.deviceIndex - b.deviceIndex);
  checkDevices(ordered, instanceType);
  checkZones(ordered);
  return ordered.length === 1 ? ordered.map(withSubnetDefault) : ordered;
}

/** The only interface of a launch has a public address where its subnet says so and the caller nothing. */
function withSubnetDefault(wanted: LaunchInterface): LaunchInterface {
  if ('existing' in wanted || wanted.more.associatePublicIpAddress !== undefined) return wanted;
  if (!wanted.subnet.spec.mapPublicIpOnLaunch) return wanted;
  return { ...wanted, more: { ...wanted.more, associatePublicIpAddress: true } };
}

export function zoneOfInterface(interfaces: LaunchInterface): string {
  return 'existing' in interfaces
    ? interfaces.existing.spec.availabilityZone
    : interfaces.subnet.spec.availabilityZone;
}

function implied(call: Call, input: RunInstancesRequest): NewInterface {
  const subnet = launchSubnet(call, input, input.SubnetId);
  return {
    deviceIndex: 0,
    deleteOnTermination: true,
    subnet,
    groupIds: groupsFor(call, subnet, instanceLevelGroups(call, input, subnet)),
    description: '',
    privateIpAddress: input.PrivateIpAddress,
    secondaryAddresses: [],
    ipv4Prefixes: [],
    ipv6Addresses: requestedIpv6(input, subnet, true),
    more: {},
  };
}

function described(
  call: Call,
  input: RunInstancesRequest,
  listed: readonly InstanceNetworkInterfaceSpecification[],
): LaunchInterface[] {
  if (input.SubnetId) throw instanceLevel('subnet ID');
  if (input.Ipv6AddressCount || input.Ipv6Addresses?.length) throw instanceLevel('IPv6 address');
  if (input.SecurityGroupIds?.length || input.SecurityGroups?.length) throw instanceLevel('security groups');
  if (input.PrivateIpAddress) throw instanceLevel('private IP address');
  checkPublicAddress(listed);
  return listed.map((each) => {
    const deviceIndex = each.DeviceIndex ?? (listed.length === 1 ? 0 : undefined);
    if (deviceIndex === undefined) {
      throw new AwsError('InvalidParameterValue', 'Each network interface requires a device index.');
    }
    if (each.NetworkCardIndex) throw unsupported('A second network card');
    return each.NetworkInterfaceId
      ? existing(call, each, deviceIndex, input)
      : fresh(call, each, deviceIndex, input);
  });
}

function fresh(
  call: Call,
  each: InstanceNetworkInterfaceSpecification,
  deviceIndex: number,
  input: RunInstancesRequest,
): NewInterface {
  const subnet = each.SubnetId ? findSubnet(call, each.SubnetId) : launchSubnet(call, input, undefined);
  if (each.InterfaceType && each.InterfaceType !== 'interface') {
    throw unsupported(`A network interface of type '${each.InterfaceType}'`);
  }
  checkInterfaceDescription(each.Description);
  return {
    deviceIndex,
    deleteOnTermination: each.DeleteOnTermination ?? true,
    subnet,
    groupIds: groupsFor(call, subnet, each.Groups),
    description: each.Description ?? '',
    ...requestedAddresses(each),
    ipv6Addresses: requestedIpv6(each, subnet, true),
    more: {
      associatePublicIpAddress: each.AssociatePublicIpAddress,
      connectionTracking: connectionTrackingFrom(each.ConnectionTrackingSpecification),
    },
  };
}

function existing(
  call: Call,
  each: InstanceNetworkInterfaceSpecification,
  deviceIndex: number,
  input: RunInstancesRequest,
): ExistingInterface {
  const row = findNetworkInterface(call, each.NetworkInterfaceId);
  refuseManaged(row);
  refuseUsed(row);
  const more =
    each.SubnetId || each.Groups?.length || each.PrivateIpAddress || each.PrivateIpAddresses?.length;
  if (more) {
    throw combination(
      'A network interface ID may not be specified with a subnet, groups or private addresses.',
    );
  }
  if (each.DeleteOnTermination) {
    throw new AwsError(
      'InvalidParameterValue',
      'You cannot specify deleteOnTermination for an existing network interface.',
    );
  }
  if ((input.MaxCount ?? 1) > 1) {
    throw combination('A network interface ID may be specified only when launching a single instance.');
  }
  return { deviceIndex, deleteOnTermination: false, existing: row };
}

function checkPublicAddress(listed: readonly InstanceNetworkInterfaceSpecification[]): void {
  const asked = listed.filter(({ AssociatePublicIpAddress }) => AssociatePublicIpAddress);
  if (asked.length > 0 && listed.length > 1) {
    throw combination(
      'The associatePublicIpAddress parameter cannot be specified when launching with multiple network interfaces.',
    );
  }
}

function checkDevices(interfaces: readonly LaunchInterface[], instanceType: string): void {
  const indexes = interfaces.map(({ deviceIndex }) => deviceIndex);
  if (indexes[0] !== 0) {
    throw combination('A primary network interface, with device index 0, must be specified.');
  }
  if (
    new Set(indexes).size < indexes.length ||
    !indexes.every((each) => Number.isInteger(each) && each < 256)
  ) {
    throw new AwsError('InvalidParameterValue', 'Each network interface requires a device index of its own.');
  }
  checkInterfaceCount(instanceType, indexes.length);
  for (const each of interfaces)
    if ('subnet' in each)
      checkAddressCount(instanceType, 1 + each.secondaryAddresses.length + each.ipv4Prefixes.length);
}

function checkZones(interfaces: readonly LaunchInterface[]): void {
  if (new Set(interfaces.map(zoneOfInterface)).size <= 1) return;
  throw combination('All network interfaces of an instance must be in the same availability zone.');
}

function instanceLevel(what: string): AwsError {
  return combination(
    `Network interfaces and an instance-level ${what} may not be specified on the same request`,
  );
}

function combination(message: string): AwsError {
  return new AwsError('InvalidParameterCombination', message);
}
