/** The subnets of an interface endpoint: one per zone, in zones that the service has. */
import type { SubnetConfiguration } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Subnet } from '../../../resources/network.ts';
import { type Zone, zonesOf } from '../../../resources/zones.ts';
import type { Placement } from '../../../state/endpointInterfaces.ts';
import type { Call } from '../../operation.ts';
import { mine } from '../ids.ts';
import { invalidParameter, notYet } from './errors.ts';
import type { OfferedService } from './offeredService.ts';
import { serviceZones } from './serviceZones.ts';

/** AWS's zones from which no other Region is reached. */
const WITHOUT_REMOTE_ACCESS: readonly string[] = [
  'use1-az3',
  'usw1-az2',
  'apne1-az3',
  'apne2-az2',
  'apne2-az4',
];

/**
 * Where a request wants an endpoint of that VPC to be. A subnet may be named among the ids, in a configuration
 * that fixes its address, or in both.
 * @throws AwsError InvalidSubnetId.Malformed, InvalidSubnetId.NotFound, InvalidParameter
 */
export function requestedPlacements(
  call: Call,
  vpcId: string,
  subnetIds: readonly string[] = [],
  configurations: readonly SubnetConfiguration[] = [],
): Placement[] {
  const addresses = new Map(configurations.map((configuration) => addressOf(configuration)));
  const ids = new Set([...subnetIds, ...addresses.keys()]);
  return [...ids].map((id) => ({ subnet: subnetOf(call, vpcId, id), privateIpAddress: addresses.get(id) }));
}

/**
 * Checks the subnets that an endpoint is to be in.
 * @param present subnets in which it is and stays
 * @throws AwsError DuplicateSubnetsInSameZone, InvalidParameter for a zone that the service does not have, or that
 *   has no remote access where the service is in another Region
 */
export function checkZones(
  call: Call,
  service: OfferedService,
  present: readonly Subnet[],
  added: readonly Subnet[],
): void {
  const isRemote = service.region !== call.region;
  const offered = new Set(
    (isRemote ? remoteZones(call) : serviceZones(call, service)).map(({ name }) => name),
  );
  const taken = new Set(present.map((subnet) => subnet.spec.availabilityZone));
  for (const subnet of added) {
    const zone = subnet.spec.availabilityZone;
    if (!offered.has(zone)) throw isRemote ? zoneNotRemote(call) : zoneNotOffered(service, subnet);
    if (taken.has(zone)) throw duplicateZone(subnet);
    taken.add(zone);
  }
}

/**
 * @throws AwsError InvalidParameter unless each subnet has the address families of the type; all have IPv4 only
 */
export function checkFamilies(ipAddressType: string, subnets: readonly Subnet[]): void {
  if (ipAddressType === 'ipv4' || subnets.length === 0) return;
  throw invalidParameter(
    `The subnets ${subnets.map(({ id }) => id).join(', ')} do not support the IP address type: ${ipAddressType}.`,
  );
}

function addressOf({ SubnetId, Ipv4, Ipv6 }: SubnetConfiguration): [string, string | undefined] {
  if (Ipv6) throw notYet('IPv6 addresses of VPC endpoints');
  if (!SubnetId) throw new AwsError('MissingParameter', 'A subnet configuration must contain a SubnetId');
  if (!Ipv4)
    throw invalidParameter(`The configuration of the subnet ${SubnetId} must contain an IPv4 address`);
  return [SubnetId, Ipv4];
}

function subnetOf(call: Call, vpcId: string, id: string): Subnet {
  if (!/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
    throw new AwsError(
      'InvalidSubnetId.Malformed',
      `Invalid Subnet Id: '${id}' (expecting 'subnet-...; the Id may only contain lowercase alphanumeric characters and a single dash')`,
    );
  }
  const subnet = call.tx.subnets.get(id);
  if (!subnet || `${subnet.accountId}/${subnet.region}` !== mine(call)) {
    throw new AwsError('InvalidSubnetId.NotFound', `The subnet ID '${id}' does not exist`);
  }
  if (subnet.spec.vpcId === vpcId) return subnet;
  throw invalidParameter(`The subnet ${id} does not belong to the VPC ${vpcId}`);
}

function zoneNotOffered({ serviceName }: OfferedService, subnet: Subnet): AwsError {
  return invalidParameter(
    `The VPC endpoint service ${serviceName} does not support the availability zone of the subnet: ${subnet.id}.`,
  );
}

/** Endpoints to other Regions need no zone of the service; some zones cannot have any. */
function remoteZones(call: Call): Zone[] {
  return zonesOf(call).filter(({ id }) => !WITHOUT_REMOTE_ACCESS.includes(id));
}

function zoneNotRemote(call: Call): AwsError {
  const ids = remoteZones(call).map(({ id }) => id);
  return invalidParameter(
    `Only the following availability zones are supported for remote access: ${ids.join(', ')}`,
  );
}

function duplicateZone(subnet: Subnet): AwsError {
  return new AwsError(
    'DuplicateSubnetsInSameZone',
    `Found another VPC endpoint subnet in the availability zone of ${subnet.id}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
  );
}
