/**
 * An interface endpoint's addresses. The router answers for them; while the connection is accepted its packets leave
 * for the fabric, else whom its groups admit is told at once that nobody is there.
 */
import type { EndpointRow } from '../rows.ts';
import { addressInSubnet } from './acl.ts';
import { FAMILIES, type Family, fabricAddressIn, familyOf, IPV4, setFor } from './family.ts';
import { foreignRulesChain, interfaceChain, membersSet } from './groupRules.ts';
import { element, type KernelObject, type Placed, placedIn } from './objects.ts';
import { tableOfDialed } from './routes.ts';

export function renderEndpoint(row: EndpointRow): Placed[] {
  return placedIn(row.vpcId, [
    interfaceChain(`ingress-${row.id}`, row.id, 'ingress', row.groupIds),
    ...serviceGroups(row),
    ...addressesOf(row).flatMap((address) => [
      element(setFor('ingress_of_address', address), [address], `jump ingress-${row.id}`),
      ...row.groupIds.map((groupId) => element(membersSet(groupId, familyOf(address)), [address])),
      ...tableOfDialed(address, row.table),
      ...addressInSubnet(address, row.subnetId),
      ...connection(row, address),
    ]),
  ]);
}

function connection(row: EndpointRow, address: string): KernelObject[] {
  const family = familyOf(address);
  const { attachment } = row;
  if (!attachment || (family !== IPV4 && !attachment.ipv6)) {
    return [element(setFor('unattached', address), [address])];
  }
  const source = fabricAddressIn(family, attachment.source);
  const destination = fabricAddressIn(family, attachment.destination);
  return [
    element(setFor('endpoint_node', address), [address], destination),
    element(setFor('fabric_source', address), [address], source),
    element(setFor('live', address), [source]),
    ...(attachment.loadBalancerIngress
      ? [element(setFor('ingress_of_service', address), [address], `jump ${serviceChain(row)}`)]
      : []),
  ];
}

function serviceGroups(row: EndpointRow): KernelObject[] {
  const rules = row.attachment?.loadBalancerIngress;
  if (!rules) return [];
  const families: readonly Family[] = row.ipv6Address ? FAMILIES : [IPV4];
  return [foreignRulesChain(serviceChain(row), row.id, rules, families)];
}

function serviceChain({ id }: EndpointRow): string {
  return `service-${id}`;
}

function addressesOf({ address, ipv6Address }: EndpointRow): string[] {
  return ipv6Address ? [address, ipv6Address] : [address];
}
