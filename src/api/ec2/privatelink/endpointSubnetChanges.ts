/** What a ModifyVpcEndpoint does to the subnets of an endpoint. */
import type { ModifyVpcEndpointRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../base/awsError.ts';
import { formatIpv6, parseIpv6 } from '../../../base/ipv6.ts';
import { serviceRegionOf, type VpcEndpoint } from '../../../resources/endpoint.ts';
import type { Placement } from '../../../state/endpointInterfaces.ts';
import type { Call } from '../../operation.ts';
import { checkFamilies, checkZones, requestedPlacements } from './endpointSubnets.ts';
import { invalidParameter } from './errors.ts';
import { serviceBehind } from './findService.ts';

export interface SubnetChanges {
  /** Ids of subnets that the endpoint leaves. */
  readonly removed: readonly string[];
  readonly added: readonly Placement[];
}

/**
 * A configuration that fixes another address in a subnet where the endpoint is already moves it there.
 * @throws AwsError as `requestedPlacements` and `checkZones`
 */
export function subnetChanges(
  call: Call,
  endpoint: VpcEndpoint,
  input: ModifyVpcEndpointRequest,
): SubnetChanges {
  const { RemoveSubnetIds = [], AddSubnetIds, SubnetConfigurations } = input;
  const present = endpoint.spec.subnetIds;
  checkRemovals(present, RemoveSubnetIds);
  const asked = requestedPlacements(call, endpoint.spec.vpcId, {
    subnetIds: AddSubnetIds,
    configurations: SubnetConfigurations,
    ipAddressType: input.IpAddressType ?? endpoint.spec.ipAddressType,
  });
  const added = asked.filter((placement) => !isThere(call, endpoint, placement));
  const moved = added.map(({ subnet }) => subnet.id).filter((id) => present.includes(id));
  const removed = [...new Set([...RemoveSubnetIds, ...moved])];
  if (added.length > 0) checkAdditions(call, endpoint, removed, added, input);
  if (endpoint.spec.vpcEndpointType === 'GatewayLoadBalancer') checkOnlySubnet(endpoint, removed, added);
  return { removed, added };
}

function checkRemovals(present: readonly string[], removed: readonly string[]): void {
  const stranger = removed.find((id) => !present.includes(id));
  if (stranger === undefined) return;
  throw new AwsError(
    'InvalidSubnetId.NotFound',
    `The subnet ID '${stranger}' is not part of the VPC endpoint`,
  );
}

function isThere(
  { tx }: Call,
  { status }: VpcEndpoint,
  { subnet, privateIpAddress, ipv6Address }: Placement,
): boolean {
  const networkInterface = tx.networkInterfaces.get(status.networkInterfaceIds[subnet.id] ?? '');
  if (!networkInterface) return false;
  const { spec } = networkInterface;
  return (
    (privateIpAddress === undefined || spec.privateIpAddress === privateIpAddress) &&
    (ipv6Address === undefined || spec.ipv6Addresses?.[0] === canonicalIpv6(ipv6Address))
  );
}

function canonicalIpv6(text: string): string | undefined {
  const address = parseIpv6(text);
  return address === undefined ? undefined : formatIpv6(address);
}

function checkAdditions(
  call: Call,
  endpoint: VpcEndpoint,
  removed: readonly string[],
  added: readonly Placement[],
  input: ModifyVpcEndpointRequest,
): void {
  const { spec } = endpoint;
  const service = serviceBehind(call, spec, serviceRegionOf(endpoint));
  if (!service)
    throw invalidParameter(`The VPC endpoint service ${spec.serviceName} does not exist any more`);
  const staying = spec.subnetIds
    .filter((id) => !removed.includes(id))
    .map((id) => call.tx.subnets.get(id))
    .filter((subnet) => subnet !== undefined);
  checkZones(
    call,
    service,
    staying,
    added.map(({ subnet }) => subnet),
  );
  checkFamilies(
    input.IpAddressType ?? spec.ipAddressType,
    added.map(({ subnet }) => subnet),
  );
}

/** An endpoint of a Gateway Load Balancer stays in its subnet, at another address at most. */
function checkOnlySubnet(
  { spec }: VpcEndpoint,
  removed: readonly string[],
  added: readonly Placement[],
): void {
  const places = new Set([
    ...spec.subnetIds.filter((id) => !removed.includes(id)),
    ...added.map(({ subnet }) => subnet.id),
  ]);
  if (places.size === 1 && spec.subnetIds.every((id) => places.has(id))) return;
  throw invalidParameter('The subnet of a GatewayLoadBalancer type VPC Endpoint cannot be changed.');
}
