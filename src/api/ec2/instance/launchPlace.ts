/** Where RunInstances puts instances: subnet, groups and address, out of the ways in which requests say so. */
import type { InstanceNetworkInterfaceSpecification, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Subnet } from '../../../resources/network.ts';
import { findZone } from '../../../resources/zones.ts';
import type { Call } from '../../operation.ts';
import { unsupported } from '../describe.ts';
import { findSubnet } from '../ids.ts';
import { groupByName, groupsOfInterface } from '../securityGroup/groups.ts';
import { defaultVpc } from '../vpc/defaultVpc.ts';
import { defaultSecurityGroup } from '../vpcParts.ts';

export interface LaunchPlace {
  readonly subnet: Subnet;
  readonly groupIds: readonly string[];
  readonly privateIpAddress?: string;
  readonly description: string;
}

export function launchPlace(call: Call, input: RunInstancesRequest): LaunchPlace {
  const own = ownInterface(input);
  const subnet = subnetFrom(call, input, own?.SubnetId ?? input.SubnetId);
  const wanted = [...(own?.Groups ?? input.SecurityGroupIds ?? []), ...namedGroups(call, input, subnet)];
  return {
    subnet,
    groupIds: groupsOfInterface(
      call,
      wanted.length > 0 ? wanted : defaultGroups(call, subnet),
      subnet.spec.vpcId,
    ),
    privateIpAddress: own ? addressFrom(own) : input.PrivateIpAddress,
    description: own?.Description ?? '',
  };
}

/** The interface that the request describes in place of instance-level members. */
function ownInterface(input: RunInstancesRequest): InstanceNetworkInterfaceSpecification | undefined {
  const [own, ...more] = input.NetworkInterfaces ?? [];
  if (!own) return undefined;
  if (more.length > 0) throw unsupported('A second network interface of an instance');
  if (own.NetworkInterfaceId) throw unsupported('Launching with an existing network interface');
  if (input.SubnetId) throw combination('subnet ID');
  if (input.SecurityGroupIds?.length || input.SecurityGroups?.length) throw combination('security groups');
  if (input.PrivateIpAddress) throw combination('private IP address');
  return own;
}

function combination(what: string): AwsError {
  return new AwsError(
    'InvalidParameterCombination',
    `Network interfaces and an instance-level ${what} may not be specified on the same request`,
  );
}

function addressFrom(own: InstanceNetworkInterfaceSpecification): string | undefined {
  const others = own.PrivateIpAddresses?.filter(({ Primary }) => !Primary) ?? [];
  if (others.length > 0 || own.SecondaryPrivateIpAddressCount)
    throw unsupported('A secondary private address');
  return own.PrivateIpAddress ?? own.PrivateIpAddresses?.[0]?.PrivateIpAddress;
}

function subnetFrom(call: Call, input: RunInstancesRequest, id: string | undefined): Subnet {
  const zone = zoneFrom(call, input);
  const subnet = id ? findSubnet(call, id) : defaultSubnet(call, zone);
  if (zone === undefined || subnet.spec.availabilityZone === zone) return subnet;
  throw new AwsError(
    'InvalidParameterValue',
    `The specified subnet '${subnet.id}' is not in the availability zone '${zone}'.`,
  );
}

function zoneFrom(call: Call, { Placement }: RunInstancesRequest): string | undefined {
  const wanted = Placement?.AvailabilityZone ?? Placement?.AvailabilityZoneId;
  if (!wanted) return undefined;
  const zone = findZone(call, wanted);
  if (zone) return zone.name;
  throw new AwsError('InvalidParameterValue', `Invalid availability zone: [${wanted}]`);
}

function defaultSubnet(call: Call, zone: string | undefined): Subnet {
  const vpc = defaultVpc(call);
  const subnet = call.tx.subnets
    .by('vpc', vpc.id)
    .find(({ spec }) => spec.defaultForAz && (zone === undefined || spec.availabilityZone === zone));
  if (subnet) return subnet;
  throw new AwsError(
    'MissingInput',
    `No subnets found for the default VPC '${vpc.id}'. Please specify a subnet.`,
  );
}

function namedGroups(call: Call, input: RunInstancesRequest, subnet: Subnet): string[] {
  const names = input.SecurityGroups ?? [];
  if (names.length > 0 && input.SubnetId) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter groupName cannot be used with the parameter subnet',
    );
  }
  return names.map((name) => groupByName(call, name, subnet.spec.vpcId).id);
}

function defaultGroups(call: Call, subnet: Subnet): string[] {
  const group = defaultSecurityGroup(call.tx, subnet.spec.vpcId);
  return group ? [group.id] : [];
}
