/** The subnets of an interface endpoint: one per zone, in zones that the service has. */
import type { SubnetConfiguration } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import type { Subnet } from '../../../resources/network.ts';
import { type Zone, zonesOf } from '../../../resources/zones.ts';
import type { Placement } from '../../../state/endpointInterfaces.ts';
import type { Call } from '../../operation.ts';
import { mine } from '../ids.ts';
import { invalidParameter } from './errors.ts';
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

/** What a request says of places, and of which type the endpoint's addresses are to be. */
export interface PlacesRequest {
  readonly subnetIds?: readonly string[];
  readonly configurations?: readonly SubnetConfiguration[];
  readonly ipAddressType: string;
}

/**
 * Where a request wants an endpoint of that VPC to be. A subnet may be named among the ids, in a configuration
 * that fixes its addresses, or in both.
 * @throws AwsError InvalidSubnetId.Malformed, InvalidSubnetId.NotFound, InvalidParameter, MissingParameter
 */
export function requestedPlacements(
  call: Call,
  vpcId: string,
  { subnetIds = [], configurations = [], ipAddressType }: PlacesRequest,
): Placement[] {
  const addresses = new Map(configurations.map((each) => addressesOf(each, ipAddressType)));
  const ids = new Set([...subnetIds, ...addresses.keys()]);
  return [...ids].map((id) => ({ subnet: subnetOf(call, vpcId, id), ...addresses.get(id) }));
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
 * @throws AwsError InvalidParameter unless each subnet has the address families of the type, and no other
 */
export function checkFamilies(ipAddressType: string, subnets: readonly Subnet[]): void {
  const unfit = subnets.filter(({ spec: { cidrBlock, ipv6Block } }) => {
    if (ipAddressType === 'dualstack') return !cidrBlock || !ipv6Block;
    return ipAddressType === 'ipv6' ? cidrBlock !== undefined : cidrBlock === undefined;
  });
  if (unfit.length === 0) return;
  throw invalidParameter(
    `The subnets ${unfit.map(({ id }) => id).join(', ')} do not support the IP address type: ${ipAddressType}.`,
  );
}

/** Who fixes addresses fixes one of each family that the endpoint has. */
function addressesOf(
  { SubnetId, Ipv4, Ipv6 }: SubnetConfiguration,
  ipAddressType: string,
): [string, Pick<Placement, 'privateIpAddress' | 'ipv6Address'>] {
  if (!SubnetId) throw new AwsError('MissingParameter', 'A subnet configuration must contain a SubnetId');
  const wrong = (word: string) =>
    invalidParameter(
      `The configuration of the subnet ${SubnetId} ${word} for an endpoint of the IP address type ${ipAddressType}`,
    );
  if (!Ipv4 && ipAddressType !== 'ipv6') throw wrong('must contain an IPv4 address');
  if (!Ipv6 && ipAddressType !== 'ipv4') throw wrong('must contain an IPv6 address');
  if (Ipv6 && ipAddressType === 'ipv4') throw wrong('cannot contain an IPv6 address');
  return [SubnetId, { privateIpAddress: Ipv4, ipv6Address: Ipv6 }];
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
