/** An endpoint's interfaces: one per subnet, together with the endpoint's record of them. */
import { known } from '../base/assert.ts';
import type { Random } from '../base/random.ts';
import type { VpcEndpoint } from '../resources/endpoint.ts';
import type { Subnet } from '../resources/network.ts';
import { attachmentOf, interfacesOf } from './connections.ts';
import { createInterface, releaseInterface, setInterfaceGroups } from './interfaces.ts';
import { takeIpv6Address } from './ipv6Addresses.ts';
import type { Transaction } from './tables.ts';

export interface Placement {
  readonly subnet: Subnet;
  /** Any free address when undefined. */
  readonly privateIpAddress?: string;
  /** Any free one when undefined, where the endpoint has IPv6 addresses. */
  readonly ipv6Address?: string;
}

/**
 * Puts the endpoint into a subnet: a new interface with the endpoint's groups.
 * @throws AwsError as `createInterface`
 */
export function placeEndpoint(
  tx: Transaction,
  endpointId: string,
  { subnet, privateIpAddress, ipv6Address }: Placement,
  now: Date,
  random: Random,
): void {
  const endpoint = current(tx, endpointId);
  const hasIpv6 = ipv6Address !== undefined || endpoint.spec.ipAddressType !== 'ipv4';
  const { id } = createInterface(tx, {
    subnet,
    interfaceType:
      endpoint.spec.vpcEndpointType === 'GatewayLoadBalancer'
        ? 'gateway_load_balancer_endpoint'
        : 'vpc_endpoint',
    description: `VPC Endpoint Interface ${endpointId}`,
    groupIds: endpoint.spec.groupIds,
    requesterManaged: true,
    owner: { kind: 'endpoint', endpointId },
    privateIpAddress,
    attachment: isAdmitted(endpoint) ? () => attachmentOf(tx, endpoint, subnet, random) : undefined,
    more: hasIpv6 ? { ipv6Addresses: [takeIpv6Address(tx, subnet, random, ipv6Address)] } : undefined,
    now,
    random,
  });
  const networkInterfaceIds = { ...endpoint.status.networkInterfaceIds, [subnet.id]: id };
  putPlaces(tx, endpoint, networkInterfaceIds);
}

/** Takes the endpoint out of a subnet; its interface and the connections through it go. */
export function displaceEndpoint(tx: Transaction, endpointId: string, subnetId: string): void {
  const endpoint = current(tx, endpointId);
  const { [subnetId]: interfaceId, ...others } = endpoint.status.networkInterfaceIds;
  if (interfaceId) releaseInterface(tx, interfaceId);
  putPlaces(tx, endpoint, others);
}

/** Replaces the security groups of the endpoint and of all its interfaces. */
export function regroupEndpoint(tx: Transaction, endpointId: string, groupIds: readonly string[]): void {
  const endpoint = current(tx, endpointId);
  for (const row of interfacesOf(tx, endpoint)) setInterfaceGroups(tx, row.id, groupIds);
  tx.vpcEndpoints.put({ ...endpoint, spec: { ...endpoint.spec, groupIds } });
}

/**
 * Gives the endpoint's interfaces IPv6 addresses, or takes them, as its address type says.
 * @throws AwsError InsufficientFreeAddressesInSubnet
 */
export function fitAddresses(tx: Transaction, endpointId: string, random: Random): void {
  const endpoint = current(tx, endpointId);
  const wanted = endpoint.spec.ipAddressType !== 'ipv4';
  for (const row of interfacesOf(tx, endpoint)) {
    if (wanted === (row.spec.ipv6Addresses !== undefined)) continue;
    const subnet = known(tx.subnets.get(row.spec.subnetId), `subnet of ${row.id} exists`);
    const ipv6Addresses = wanted ? [takeIpv6Address(tx, subnet, random)] : undefined;
    tx.networkInterfaces.put({ ...row, spec: { ...row.spec, ipv6Addresses } });
  }
}

/** To a customer's service, by who decides about it. */
function isAdmitted({ spec, status: { state } }: VpcEndpoint): boolean {
  return spec.serviceId !== undefined && (state === 'pending' || state === 'available');
}

function putPlaces(
  tx: Transaction,
  endpoint: VpcEndpoint,
  networkInterfaceIds: Readonly<Record<string, string>>,
): void {
  tx.vpcEndpoints.put({
    ...endpoint,
    spec: { ...endpoint.spec, subnetIds: Object.keys(networkInterfaceIds) },
    status: { ...endpoint.status, networkInterfaceIds },
  });
}

function current(tx: Transaction, endpointId: string): VpcEndpoint {
  return known(tx.vpcEndpoints.get(endpointId), `endpoint ${endpointId} exists`);
}
