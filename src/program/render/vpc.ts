/** A VPC: its router's namespace and table, and the link that joins it to the fabric. */
import { formatIpv4, parseCidr } from '../../base/ip.ts';
import { FABRIC, FABRIC_LINK, fabricPortName, macAddressOf } from '../interfaceNames.ts';
import type { VpcRow } from '../rows.ts';
import {
  address,
  element,
  type KernelObject,
  link,
  loopback,
  namespace,
  neighbour,
  type Placed,
  placedIn,
  route,
} from './objects.ts';
import { FABRIC_RANGE, routerTable } from './routerTable.ts';

/** The fabric's end of every router's link. */
const FABRIC_ADDRESS = '240.0.0.1';
/** What PrivateLink carries. */
const FABRIC_MTU = 8500;

const NO_IPV6 = { 'ipv6/conf/all/disable_ipv6': '1', 'ipv6/conf/default/disable_ipv6': '1' } as const;

const ROUTING = {
  ...NO_IPV6,
  'ipv4/ip_forward': '1',
  'ipv4/conf/all/rp_filter': '0',
  'ipv4/conf/default/rp_filter': '0',
  'ipv4/conf/all/send_redirects': '0',
  'ipv4/conf/default/send_redirects': '0',
  'ipv4/conf/all/accept_redirects': '0',
  // Looking for a socket of its own for each packet is lost work in a router.
  'ipv4/ip_early_demux': '0',
} as const;

/** Hosts of a subnet find each other by the router's answer. */
const ANSWERING_FOR_ALL = { 'ipv4/conf/all/proxy_arp': '1' } as const;

/** Rules that change, and restarts, must not make the kernel doubt a running flow. */
const TRACKING = { 'netfilter/nf_conntrack_tcp_be_liberal': '1' } as const;

export const INSTANCE_SYSCTLS = NO_IPV6;

/** The namespace that joins the routers; there as long as one VPC is. */
export function renderFabric(): Placed[] {
  return placedIn(FABRIC, [namespace(ROUTING), loopback(), address('lo', `${FABRIC_ADDRESS}/32`)]);
}

export function renderVpc(row: VpcRow): Placed[] {
  return [...placedIn(row.id, router(row)), ...placedIn(FABRIC, fabricSide(row))];
}

/** A router's own address on the fabric: the first of its block. */
export function routerFabricAddress(row: VpcRow): string {
  return formatIpv4(parseCidr(row.fabricBlock)?.base ?? 0);
}

function router(row: VpcRow): KernelObject[] {
  return [
    namespace({ ...ROUTING, ...ANSWERING_FOR_ALL, ...TRACKING }),
    loopback(),
    link(FABRIC_LINK, FABRIC_MTU, macAddressOf('0a', row.id)),
    address(FABRIC_LINK, `${routerFabricAddress(row)}/32`),
    neighbour(FABRIC_LINK, FABRIC_ADDRESS, macAddressOf('0e', row.id)),
    route(FABRIC_RANGE, `via ${FABRIC_ADDRESS} dev ${FABRIC_LINK} onlink`),
    // Only so that proxy ARP answers for addresses without a link: the forward chain lets nothing out this way.
    ...row.cidrs.map((cidr) => route(cidr, `dev ${FABRIC_LINK}`)),
    ...row.resolverAddresses.map((each) => address('lo', `${each}/32`)),
    ...row.resolverAddresses.map((each) => element('resolvers', [each])),
    ...routerTable(),
  ];
}

function fabricSide(row: VpcRow): KernelObject[] {
  const name = fabricPortName(row.id);
  const peer = { namespace: row.id, name: FABRIC_LINK, macAddress: macAddressOf('0a', row.id) };
  return [
    link(name, FABRIC_MTU, macAddressOf('0e', row.id), peer),
    neighbour(name, routerFabricAddress(row), macAddressOf('0a', row.id)),
    route(row.fabricBlock, `via ${routerFabricAddress(row)} dev ${name} onlink`),
  ];
}
