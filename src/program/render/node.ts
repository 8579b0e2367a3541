/**
 * A load balancer's node: an address of the router itself, so that health checks can leave from it. Traffic
 * that came in over the fabric reaches targets under this address.
 */
import type { NodeRow } from '../rows.ts';
import { interfaceChain, membersSet } from './groupRules.ts';
import { address, element, type KernelObject, type Placed, placedIn } from './objects.ts';

export function renderNode(row: NodeRow): Placed[] {
  return placedIn(row.vpcId, [
    address('lo', `${row.address}/32`),
    element('fabric_source', [row.fabricAddress], row.address),
    ...row.groupIds.map((groupId) => element(membersSet(groupId), [row.address])),
    ...(row.groupIds.length > 0 ? filters(row) : []),
  ]);
}

/** Inbound rules judge clients in this VPC; outbound rules judge what goes on to targets, and health checks. */
function filters(row: NodeRow): KernelObject[] {
  return [
    interfaceChain(`ingress-${row.id}`, row.id, 'ingress', row.groupIds),
    interfaceChain(`egress-${row.id}`, row.id, 'egress', row.groupIds),
    element('ingress_of_address', [row.address], `jump ingress-${row.id}`),
    element('egress_of_node', [row.address], `jump egress-${row.id}`),
    element('egress_of_node', [row.fabricAddress], `jump egress-${row.id}`),
  ];
}
