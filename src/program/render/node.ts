/**
 * A load balancer's node: addresses of the router itself, so that health checks can leave from them. Traffic
 * that came in over the fabric reaches targets under these addresses.
 */
import type { NodeRow } from '../rows.ts';
import { addressInSubnet } from './acl.ts';
import { fabricAddressIn, familyOf, setFor, wholeBlock } from './family.ts';
import { interfaceChain, membersSet } from './groupRules.ts';
import { address, element, type KernelObject, type Placed, placedIn } from './objects.ts';
import { tableOfDialed, tableOfOwn } from './routes.ts';

export function renderNode(row: NodeRow): Placed[] {
  const addresses = row.ipv6Address ? [row.address, row.ipv6Address] : [row.address];
  return placedIn(row.vpcId, [
    ...addresses.flatMap((own) => place(row, own)),
    ...(row.groupIds.length > 0
      ? [
          interfaceChain(`ingress-${row.id}`, row.id, 'ingress', row.groupIds),
          interfaceChain(`egress-${row.id}`, row.id, 'egress', row.groupIds),
        ]
      : []),
  ]);
}

function place(row: NodeRow, own: string): KernelObject[] {
  const family = familyOf(own);
  const onFabric = fabricAddressIn(family, row.fabricAddress);
  return [
    address('lo', wholeBlock(own)),
    element(setFor('fabric_source', own), [onFabric], own),
    ...row.groupIds.map((groupId) => element(membersSet(groupId, family), [own])),
    ...[own, onFabric].flatMap((each) => tableOfDialed(each, row.table)),
    ...tableOfOwn(own, row.table),
    ...addressInSubnet(own, row.subnetId, onFabric),
    ...(row.groupIds.length > 0 ? filters(row, own, onFabric) : []),
  ];
}

/** Inbound rules judge clients in this VPC; outbound rules judge what goes on to targets, and health checks. */
function filters({ id }: NodeRow, own: string, onFabric: string): KernelObject[] {
  return [
    element(setFor('ingress_of_address', own), [own], `jump ingress-${id}`),
    element(setFor('egress_of_node', own), [own], `jump egress-${id}`),
    element(setFor('egress_of_node', own), [onFabric], `jump egress-${id}`),
  ];
}
