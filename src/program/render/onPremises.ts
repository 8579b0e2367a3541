/**
 * A network behind a virtual private gateway: a veth pair into a namespace of the operator's, or an interface of the
 * host that moves into the router. Only the blocks that are said to be there may come in.
 */
import { macAddressOf, vpnLinkName } from '../interfaceNames.ts';
import { operatorNamespace } from '../namespaceKinds.ts';
import type { OnPremisesRow } from '../rows.ts';
import {
  address,
  borrowed,
  element,
  farLink,
  type KernelObject,
  link,
  neighbour,
  type Placed,
  placedIn,
  route,
} from './objects.ts';
import { NEXT_HOP, tableOfPort } from './routes.ts';

/** What a cable from AWS carries (Direct Connect, private virtual interface). */
const MTU = 1500;

export function renderOnPremises(row: OnPremisesRow): Placed[] {
  const { place } = row;
  if ('hostInterface' in place)
    return placedIn(row.vpcId, [...interfaceHere(row, place.hostInterface), ...rights(row)]);
  const there = operatorNamespace(place.namespace);
  return [...placedIn(row.vpcId, [...nearEnd(row, there), ...rights(row)]), ...placedIn(there, farEnd(row))];
}

function rights({ id, place, cidrs, table }: OnPremisesRow): KernelObject[] {
  const name = vpnLinkName(id, place);
  return [...cidrs.map((cidr) => element('sources_of_link', [name, cidr])), ...tableOfPort(name, table)];
}

/** Who is on that network finds the VPC's addresses by the router's answer, and its own address if it has one. */
function interfaceHere({ id, place, address: own }: OnPremisesRow, hostInterface: string): KernelObject[] {
  const name = vpnLinkName(id, place);
  return [borrowed(name, hostInterface), ...(own ? [address(name, `${own}/32`)] : [])];
}

function nearEnd({ id, place }: OnPremisesRow, namespace: string): KernelObject[] {
  const name = vpnLinkName(id, place);
  const far = macAddressOf('1a', id);
  return [
    link(name, MTU, macAddressOf('16', id), { namespace, name, macAddress: far }),
    neighbour(name, NEXT_HOP, far),
  ];
}

function farEnd({ id, vpcId, place, address: own, vpcCidrs }: OnPremisesRow): KernelObject[] {
  const name = vpnLinkName(id, place);
  return [
    farLink(name, MTU, macAddressOf('1a', id), { namespace: vpcId, name }),
    ...(own ? [address(name, `${own}/32`)] : []),
    neighbour(name, NEXT_HOP, macAddressOf('16', id)),
    ...vpcCidrs.map((cidr) => route(cidr, `via ${NEXT_HOP} dev ${name} onlink`)),
  ];
}
