/** A peering connection: a link between two routers, and at either end whose packets may come in by it. */
import { macAddressOf, peeringName } from '../interfaceNames.ts';
import type { PeeringRow } from '../rows.ts';
import { FAMILIES, type Family, fabricAddressIn, familyOf, setFor } from './family.ts';
import { element, farLink, type KernelObject, link, neighbour, type Placed, placedIn } from './objects.ts';
import { NEXT_HOP } from './routes.ts';

export function renderPeering(row: PeeringRow): Placed[] {
  const name = peeringName(row.id);
  const [own, far] = [macAddressOf('16', row.id), macAddressOf('1a', row.id)];
  const maker = { namespace: row.vpcId, name };
  const peer = { namespace: row.peerVpcId, name, macAddress: far };
  const families = FAMILIES.filter((family) =>
    [row.cidrs, row.peerCidrs].every((cidrs) => cidrs.some((cidr) => familyOf(cidr) === family)),
  );
  return families
    .flatMap((family) => [
      ...placedIn(row.vpcId, end(name, far, row.peerCidrs, family)),
      ...placedIn(row.peerVpcId, end(name, own, row.cidrs, family)),
    ])
    .concat(
      placedIn(row.vpcId, [link(name, row.mtu, own, peer)]),
      placedIn(row.peerVpcId, [farLink(name, row.mtu, far, maker)]),
    );
}

/** Nothing comes in by it under an address of this VPC or of a third one. */
function end(name: string, farMacAddress: string, cidrs: readonly string[], family: Family): KernelObject[] {
  const sources = cidrs.filter((cidr) => familyOf(cidr) === family);
  return [
    neighbour(name, fabricAddressIn(family, NEXT_HOP), farMacAddress),
    ...sources.map((cidr) => element(setFor('sources_of_link', cidr), [name, cidr])),
  ];
}
