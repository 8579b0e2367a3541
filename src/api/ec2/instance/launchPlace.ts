/** Where RunInstances puts instances that do not list their interfaces: subnet and groups. */
import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { containsAddress, parseCidr, parseIpv4 } from '../../../base/ip.ts';
import type { Subnet } from '../../../resources/network.ts';
import { findZone } from '../../../resources/zones.ts';
import type { Call } from '../../operation.ts';
import { findSubnet } from '../ids.ts';
import { groupByName } from '../securityGroup/groups.ts';
import { defaultVpc } from '../vpc/defaultVpc.ts';

/** The subnet of that id, or a default one; in the zone asked for. */
export function launchSubnet(call: Call, input: RunInstancesRequest, id: string | undefined): Subnet {
  const zone = zoneFrom(call, input);
  const subnet = id ? findSubnet(call, id) : defaultSubnet(call, zone, input.PrivateIpAddress);
  if (zone === undefined || subnet.spec.availabilityZone === zone) return subnet;
  throw new AwsError(
    'InvalidParameterValue',
    `The specified subnet '${subnet.id}' is not in the availability zone '${zone}'.`,
  );
}

/** By id, and by name in the subnet's VPC, which must then be the default one. */
export function instanceLevelGroups(call: Call, input: RunInstancesRequest, subnet: Subnet): string[] {
  const names = input.SecurityGroups ?? [];
  if (names.length > 0 && input.SubnetId) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter groupName cannot be used with the parameter subnet',
    );
  }
  const byName = names.map((name) => groupByName(call, name, subnet.spec.vpcId).id);
  return [...(input.SecurityGroupIds ?? []), ...byName];
}

function zoneFrom(call: Call, { Placement }: RunInstancesRequest): string | undefined {
  const wanted = Placement?.AvailabilityZone ?? Placement?.AvailabilityZoneId;
  if (!wanted) return undefined;
  const zone = findZone(call, wanted);
  if (zone) return zone.name;
  throw new AwsError('InvalidParameterValue', `Invalid availability zone: [${wanted}]`);
}

/** Without a zone, that of the first. */
/** In the first zone where none is asked for, but rather where the address is, where one is. */
function defaultSubnet(call: Call, zone: string | undefined, address: string | undefined): Subnet {
  const vpc = defaultVpc(call);
  const subnets = call.tx.subnets
    .by('vpc', vpc.id)
    .filter(({ spec }) => spec.defaultForAz && (zone === undefined || spec.availabilityZone === zone))
    .sort((one, other) => one.spec.availabilityZone.localeCompare(other.spec.availabilityZone));
  const subnet = subnets.find((each) => holds(each, address)) ?? subnets[0];
  if (subnet) return subnet;
  throw new AwsError(
    'MissingInput',
    `No subnets found for the default VPC '${vpc.id}'. Please specify a subnet.`,
  );
}

function holds({ spec }: Subnet, text: string | undefined): boolean {
  const [address, block] = [parseIpv4(text ?? ''), parseCidr(spec.cidrBlock ?? '')];
  return address !== undefined && block !== undefined && containsAddress(block, address);
}
