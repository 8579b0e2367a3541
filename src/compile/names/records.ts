/** Records as AWS gives them for interfaces. */
import type { NameAddress, NameRecord } from '../../program/rows.ts';
import type { VpcEndpoint } from '../../resources/endpoint.ts';
import type { NetworkInterface } from '../../resources/networkInterface.ts';

/** AWS's TTL for load balancer and endpoint names. */
const TTL_SECONDS = 60;

export function record(name: string, addresses: readonly NameAddress[]): NameRecord {
  return { name: name.toLowerCase(), ttlSeconds: TTL_SECONDS, addresses };
}

/** What an endpoint's names answer: none where its records are of IPv6 alone, which is not served yet. */
export function endpointAddresses(
  { spec }: VpcEndpoint,
  interfaces: readonly NetworkInterface[],
): NameAddress[] {
  return spec.dnsRecordIpType === 'ipv6' ? [] : interfaces.map(endpointAddress);
}

/** An endpoint's interface, left out of answers with the load balancer node that it sends to. */
function endpointAddress({ spec, status }: NetworkInterface): NameAddress {
  return { address: spec.privateIpAddress, nodeId: status.nodeInterfaceId };
}

/** Zone names and ids are unlike insertion order the same in every history. */
export function inOrderOfZone(rows: readonly NetworkInterface[]): NetworkInterface[] {
  return [...rows].sort((a, b) => (zoneKey(a) < zoneKey(b) ? -1 : 1));
}

function zoneKey({ id, spec }: NetworkInterface): string {
  return `${spec.availabilityZone}/${id}`;
}
