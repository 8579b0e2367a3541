/** A port: the veth pair that joins an instance to its router, and who may send and receive there. */
import { instanceLink, macAddressOf, portName } from '../interfaceNames.ts';
import { addressesOfPrefixes } from '../prefixAddresses.ts';
import type { PortRow } from '../rows.ts';
import { portInSubnet } from './acl.ts';
import { familyOf, IPV6, setFor, wholeBlock } from './family.ts';
import { interfaceChain, membersSet } from './groupRules.ts';
import {
  address,
  element,
  farLink,
  type KernelObject,
  link,
  neighbour,
  type Placed,
  placedIn,
  programs,
  route,
  routingRule,
} from './objects.ts';
import { tableOfPort } from './routes.ts';

/** As inside an AWS VPC. */
const PORT_MTU = 9001;
/** Tables of routes of interfaces other than the primary one: this and the device's number. Rules have the same priority. */
const FIRST_TABLE = 1000;
/** The router, as instances know it by IPv6 (AWS's routers advertise such an address). */
const IPV6_GATEWAY = 'fe80::1';

export function renderPort(row: PortRow, flowCache: boolean): Placed[] {
  return [...placedIn(row.vpcId, routerSide(row, flowCache)), ...placedIn(row.instanceId, instanceSide(row))];
}

function routerSide(row: PortRow, flowCache: boolean): KernelObject[] {
  const name = portName(row.id);
  const peer = {
    namespace: row.instanceId,
    name: instanceLink(row.deviceIndex),
    macAddress: row.macAddress,
  };
  return [
    link(name, PORT_MTU, routerMacAddress(row), peer),
    ...(flowCache ? [programs(name, 'port')] : []),
    address(name, `${row.gateway}/32`),
    ...[...addressesOf(row), ...addressesOfPrefixes(row)].flatMap((each) => [
      route(wholeBlock(each), `dev ${name}`),
      neighbour(name, each, row.macAddress),
      element(setFor('ports', each), [name, each]),
      ...row.groupIds.map((groupId) => element(membersSet(groupId, familyOf(each)), [each])),
    ]),
    ...portInSubnet(name, row.subnetId),
    ...(row.anySource ? [element('any_source', [name])] : []),
    ...tableOfPort(name, row.table),
    ...(row.detoured ? [element('detoured', [name])] : []),
    ...(row.unfiltered ? [] : filters(row, name)),
  ];
}

function filters({ id, groupIds }: PortRow, name: string): KernelObject[] {
  return [
    interfaceChain(`egress-${id}`, id, 'egress', groupIds),
    interfaceChain(`ingress-${id}`, id, 'ingress', groupIds),
    element('egress_of_port', [name], `jump egress-${id}`),
    element('ingress_of_port', [name], `jump ingress-${id}`),
  ];
}

function instanceSide(row: PortRow): KernelObject[] {
  const device = instanceLink(row.deviceIndex);
  return [
    farLink(device, PORT_MTU, row.macAddress, { namespace: row.vpcId, name: portName(row.id) }),
    address(device, `${row.address}/${row.prefixLength}`),
    // Alone, so that whichever is given first, what the instance sends bears the primary one.
    ...(row.secondaryAddresses ?? []).map((each) => address(device, wholeBlock(each))),
    neighbour(device, row.gateway, routerMacAddress(row)),
    ...ipv6Side(row, device),
    ...(row.deviceIndex
      ? ownRoutes(row, device, row.deviceIndex)
      : [route('default', viaGateway(row, device))]),
  ];
}

/** Everything goes by way of the router, the subnet's other hosts too, so nobody has to ask for neighbours. */
function ipv6Side(row: PortRow, device: string): KernelObject[] {
  const { ipv6Addresses = [], deviceIndex } = row;
  if (ipv6Addresses.length === 0) return [];
  return [
    ...ipv6Addresses.map((each) => address(device, wholeBlock(each))),
    neighbour(device, IPV6_GATEWAY, routerMacAddress(row)),
    ...(deviceIndex ? [] : [route(IPV6.everywhere, `via ${IPV6_GATEWAY} dev ${device} onlink`)]),
  ];
}

/**
 * What leaves under an address of a further interface leaves by that interface: by the primary one the router
 * would take it for forged. Amazon's images set this up inside the instance in the same way.
 */
function ownRoutes(row: PortRow, device: string, deviceIndex: number): KernelObject[] {
  const table = FIRST_TABLE + deviceIndex;
  return [
    route(`default table ${table}`, viaGateway(row, device)),
    ...(row.ipv6Addresses?.length
      ? [route(`${IPV6.everywhere} table ${table}`, `via ${IPV6_GATEWAY} dev ${device} onlink`)]
      : []),
    ...addressesOf(row).map((from) => routingRule({ priority: table, from, table })),
  ];
}

/** `onlink`: it can be mended also where somebody has removed the subnet's own route. */
function viaGateway({ gateway }: PortRow, device: string): string {
  return `via ${gateway} dev ${device} onlink`;
}

function addressesOf(row: PortRow): readonly string[] {
  return [...ipv4Of(row), ...(row.ipv6Addresses ?? [])];
}

function ipv4Of({ address: primary, secondaryAddresses = [] }: PortRow): readonly string[] {
  return [primary, ...secondaryAddresses];
}

function routerMacAddress({ id }: PortRow): string {
  return macAddressOf('12', id);
}
