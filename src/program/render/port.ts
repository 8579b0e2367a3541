/** A port: the veth pair that joins an instance to its router, and who may send and receive there. */
import { known } from '../../base/assert.ts';
import { formatCidr, parseCidr } from '../../base/ip.ts';
import { instanceLink, macAddressOf, portName, transitLinkName } from '../interfaceNames.ts';
import { addressesOfPrefixes } from '../prefixAddresses.ts';
import type { PortRow } from '../rows.ts';
import { portInSubnet } from './acl.ts';
import { FAMILIES, type Family, familyOf, IPV4, setFor, wholeBlock } from './family.ts';
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
    ...(row.gateway ? [address(name, `${row.gateway}/32`)] : []),
    ...[...addressesOf(row), ...addressesOfPrefixes(row)].flatMap((each) => [
      route(wholeBlock(each), `dev ${name}`),
      neighbour(name, each, row.macAddress),
      element(setFor('ports', each), [name, each]),
      ...row.groupIds.map((groupId) => element(membersSet(groupId, familyOf(each)), [each])),
    ]),
    ...portInSubnet(name, row.subnetId),
    ...(row.anySource ? [element('any_source', [name])] : []),
    ...tableOfPort(name, row.table),
    ...(row.detoured ? detour(name, row) : []),
    ...(row.outOfReach ?? []).map((link) => element('out_of_reach', [name, transitLinkName(link)])),
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

/** Each packet finds its own way; one to the same subnet needs none. */
function detour(name: string, { gateway, prefixLength }: PortRow): KernelObject[] {
  // Undefined in a subnet of IPv6 alone.
  const subnet = parseCidr(`${gateway}/${prefixLength}`);
  return [element('detoured', [name]), ...(subnet ? [element('beside', [name, formatCidr(subnet)])] : [])];
}

function instanceSide(row: PortRow): KernelObject[] {
  const device = instanceLink(row.deviceIndex);
  return [
    farLink(device, PORT_MTU, row.macAddress, { namespace: row.vpcId, name: portName(row.id) }),
    ...FAMILIES.flatMap((family) => familySide(row, device, family)),
  ];
}

/** By IPv6 the subnet's other hosts too are found by way of the router, so nobody has to ask for neighbours. */
function familySide(row: PortRow, device: string, family: Family): KernelObject[] {
  const addresses = addressesOf(row).filter((each) => familyOf(each) === family);
  if (addresses.length === 0) return [];
  const gateway = family === IPV4 ? known(row.gateway, `port ${row.id} has a gateway`) : IPV6_GATEWAY;
  const [first = '', ...further] = addresses;
  return [
    address(device, family === IPV4 ? `${first}/${row.prefixLength}` : wholeBlock(first)),
    // Alone, so that whichever is given first, what the instance sends bears the primary one.
    ...further.map((each) => address(device, wholeBlock(each))),
    neighbour(device, gateway, routerMacAddress(row)),
    // `onlink`: it can be mended also where somebody has removed the subnet's own route.
    ...wayOut(row.deviceIndex ?? 0, family, `via ${gateway} dev ${device} onlink`, addresses),
  ];
}

/**
 * What leaves under an address of a further interface leaves by that interface: by the primary one the router
 * would take it for forged. Amazon's images set this up inside the instance in the same way.
 */
function wayOut(
  deviceIndex: number,
  family: Family,
  path: string,
  addresses: readonly string[],
): KernelObject[] {
  const everywhere = family === IPV4 ? 'default' : family.everywhere;
  if (deviceIndex === 0) return [route(everywhere, path)];
  const table = FIRST_TABLE + deviceIndex;
  return [
    route(`${everywhere} table ${table}`, path),
    ...addresses.map((from) => routingRule({ priority: table, from, table })),
  ];
}

function addressesOf({ address: primary, secondaryAddresses = [], ipv6Addresses = [] }: PortRow): string[] {
  return [primary, ...secondaryAddresses, ...ipv6Addresses];
}

function routerMacAddress({ id }: PortRow): string {
  return macAddressOf('12', id);
}
