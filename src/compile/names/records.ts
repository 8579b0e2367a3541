/** Records as AWS gives them for interfaces. */
import type { NameAddress, NameRecord } from '../../program/rows.ts';
import type { VpcEndpoint } from '../../resources/endpoint.ts';
import { addressesOf, type NetworkInterface } from '../../resources/networkInterface.ts';

/** AWS's TTL for load balancer and endpoint names. */
const TTL_SECONDS = 60;

export function record(name: string, addresses: readonly NameAddress[]): NameRecord {
  return { name: name.toLowerCase(), ttlSeconds: TTL_SECONDS, addresses };
}

/**
 * What an endpoint's names answer, as its records' type says. `service-defined`: the service's own names have IPv4
 * addresses, the endpoint's names both.
 */
export function endpointAddresses(
  { spec }: VpcEndpoint,
  interfaces: readonly NetworkInterface[],
  names: 'own' | 'private',
): NameAddress[] {
  const type = spec.dnsRecordIpType;
  const hasIpv4 = type !== 'ipv6';
  const hasIpv6 = type === 'ipv6' || type === 'dualstack' || (type === 'service-defined' && names === 'own');
  return interfaces.flatMap((row) => [
    ...(hasIpv4 ? addressesOf(row).map((address) => nameAddress(row, address)) : []),
    ...(hasIpv6 ? (row.spec.ipv6Addresses ?? []).map((address) => nameAddress(row, address)) : []),
  ]);
}

/** An endpoint's interface, left out of answers with the load balancer node that it sends to. */
function nameAddress({ status }: NetworkInterface, address: string): NameAddress {
  return { address, nodeId: status.nodeInterfaceId };
}

/** Zone names and ids are unlike insertion order the same in every history. */
export function inOrderOfZone(rows: readonly NetworkInterface[]): NetworkInterface[] {
  return [...rows].sort((a, b) => (zoneKey(a) < zoneKey(b) ? -1 : 1));
}

function zoneKey({ id, spec }: NetworkInterface): string {
  return `${spec.availabilityZone}/${id}`;
}
