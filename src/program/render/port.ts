/** A port: the veth pair that joins an instance to its router, and who may send and receive there. */
import { INSTANCE_LINK, macAddressOf, portName } from '../interfaceNames.ts';
import type { PortRow } from '../rows.ts';
import { interfaceChain, membersSet } from './groupRules.ts';
import {
  address,
  element,
  type KernelObject,
  link,
  neighbour,
  type Placed,
  placedIn,
  route,
} from './objects.ts';

/** As inside an AWS VPC. */
const PORT_MTU = 9001;

export function renderPort(row: PortRow): Placed[] {
  return [...placedIn(row.vpcId, routerSide(row)), ...placedIn(row.instanceId, instanceSide(row))];
}

function routerSide(row: PortRow): KernelObject[] {
  const name = portName(row.id);
  const peer = { namespace: row.instanceId, name: INSTANCE_LINK, macAddress: row.macAddress };
  return [
    link(name, PORT_MTU, routerMacAddress(row), peer),
    address(name, `${row.gateway}/32`),
    route(`${row.address}/32`, `dev ${name}`),
    neighbour(name, row.address, row.macAddress),
    element('ports', [name, row.address]),
    interfaceChain(`egress-${row.id}`, row.id, 'egress', row.groupIds),
    interfaceChain(`ingress-${row.id}`, row.id, 'ingress', row.groupIds),
    element('egress_of_port', [name], `jump egress-${row.id}`),
    element('ingress_of_port', [name], `jump ingress-${row.id}`),
    ...row.groupIds.map((groupId) => element(membersSet(groupId), [row.address])),
  ];
}

function instanceSide(row: PortRow): KernelObject[] {
  return [
    link(INSTANCE_LINK, PORT_MTU, row.macAddress),
    address(INSTANCE_LINK, `${row.address}/${row.prefixLength}`),
    // `onlink`: it can be mended also where somebody has removed the subnet's own route.
    route('default', `via ${row.gateway} dev ${INSTANCE_LINK} onlink`),
    neighbour(INSTANCE_LINK, row.gateway, routerMacAddress(row)),
  ];
}

function routerMacAddress({ id }: PortRow): string {
  return macAddressOf('12', id);
}
