/**
 * An interface endpoint's address. The router answers for it by proxy ARP; while the connection is accepted its
 * packets leave for the fabric, else whom its groups admit is told at once that nobody is there.
 */
import type { EndpointRow } from '../rows.ts';
import { foreignRulesChain, interfaceChain, membersSet } from './groupRules.ts';
import { element, type KernelObject, type Placed, placedIn } from './objects.ts';

export function renderEndpoint(row: EndpointRow): Placed[] {
  return placedIn(row.vpcId, [
    interfaceChain(`ingress-${row.id}`, row.id, 'ingress', row.groupIds),
    element('ingress_of_address', [row.address], `jump ingress-${row.id}`),
    ...row.groupIds.map((groupId) => element(membersSet(groupId), [row.address])),
    ...connection(row),
  ]);
}

function connection({ id, address, attachment }: EndpointRow): KernelObject[] {
  if (!attachment) return [element('unattached', [address])];
  return [
    element('endpoint_node', [address], attachment.destination),
    element('fabric_source', [address], attachment.source),
    element('live', [attachment.source]),
    ...serviceGroups(id, address, attachment.loadBalancerIngress),
  ];
}

function serviceGroups(
  id: string,
  address: string,
  rules: NonNullable<EndpointRow['attachment']>['loadBalancerIngress'],
): KernelObject[] {
  if (!rules) return [];
  const name = `service-${id}`;
  return [foreignRulesChain(name, id, rules), element('ingress_of_service', [address], `jump ${name}`)];
}
