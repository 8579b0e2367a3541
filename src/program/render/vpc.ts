/** A VPC: its router's namespace and table, and the link that joins it to the fabric. */
import { formatIpv4, parseCidr } from '../../base/ip.ts';
import { FABRIC, FABRIC_LINK, fabricPortName, macAddressOf } from '../interfaceNames.ts';
import type { VpcRow } from '../rows.ts';
import { fabricIpv6, fabricIpv6Block, IPV4, IPV6, setFor, wholeBlock } from './family.ts';
import { familiesIn } from './groupRules.ts';
import {
  address,
  element,
  farLink,
  type KernelObject,
  link,
  loopback,
  namespace,
  neighbour,
  type Placed,
  placedIn,
  programs,
  route,
} from './objects.ts';
import { routerTable } from './routerTable.ts';
import { IPV6_ROUTING, NO_IPV6, ROUTING, WITH_IPV6 } from './sysctls.ts';

/** The fabric's end of every router's link. */
const FABRIC_ADDRESS = '240.0.0.1';
/** What PrivateLink carries. */
const FABRIC_MTU = 8500;

/** Hosts of a subnet find each other by the router's answer. */
const ANSWERING_FOR_ALL = { 'ipv4/conf/all/proxy_arp': '1' } as const;

/** What the router says of a packet (a reset, an ICMP error) goes by the table that the packet went by. */
const ANSWERS_LIKE_PACKETS = { 'ipv4/fwmark_reflect': '1' } as const;

/** Rules that change, and restarts, must not make the kernel doubt a running flow. */
const LIBERAL = { 'netfilter/nf_conntrack_tcp_be_liberal': '1' } as const;

/** The kernel's own defaults, said so that a router which had the flow cache finds back to them. */
const TRACKING = {
  ...LIBERAL,
  'netfilter/nf_conntrack_tcp_loose': '1',
  'netfilter/nf_conntrack_tcp_timeout_syn_sent': '120',
  'ipv4/ip_local_port_range': '32768\t60999',
} as const;

/**
 * With the flow cache connection tracking sees no more than SYNs: it forgets them soon, and takes no packet from the
 * middle of a connection for a new one's. It has also forgotten which ports are in use, so the router's own
 * connections (health checks) take theirs where clients have none.
 */
const SYN_TRACKING = {
  ...LIBERAL,
  'netfilter/nf_conntrack_tcp_loose': '0',
  'netfilter/nf_conntrack_tcp_timeout_syn_sent': '2',
  'ipv4/ip_local_port_range': '61000\t65535',
} as const;

export function instanceSysctls(hasIpv6: true | undefined): Readonly<Record<string, string>> {
  return hasIpv6 ? WITH_IPV6 : NO_IPV6;
}

/** The namespace that joins the routers; there as long as one VPC is. */
export function renderFabric(): Placed[] {
  return placedIn(FABRIC, [
    namespace({ ...ROUTING, ...IPV6_ROUTING }),
    loopback(),
    address('lo', `${FABRIC_ADDRESS}/32`),
  ]);
}

export function renderVpc(row: VpcRow, flowCache: boolean): Placed[] {
  return [...placedIn(row.id, router(row, flowCache)), ...placedIn(FABRIC, fabricSide(row, flowCache))];
}

/** A router's own address on the fabric: the first of its block. */
export function routerFabricAddress(row: VpcRow): string {
  return formatIpv4(parseCidr(row.fabricBlock)?.base ?? 0);
}

function router(row: VpcRow, flowCache: boolean): KernelObject[] {
  return [
    namespace({
      ...ROUTING,
      ...(row.ipv6Cidrs ? IPV6_ROUTING : NO_IPV6),
      ...ANSWERING_FOR_ALL,
      ...ANSWERS_LIKE_PACKETS,
      ...(flowCache ? SYN_TRACKING : TRACKING),
    }),
    loopback(),
    farLink(FABRIC_LINK, FABRIC_MTU, macAddressOf('0a', row.id), {
      namespace: FABRIC,
      name: fabricPortName(row.id),
    }),
    ...(flowCache ? [programs(FABRIC_LINK, 'uplink')] : []),
    address(FABRIC_LINK, `${routerFabricAddress(row)}/32`),
    neighbour(FABRIC_LINK, FABRIC_ADDRESS, macAddressOf('0e', row.id)),
    route(IPV4.fabricRange, `via ${FABRIC_ADDRESS} dev ${FABRIC_LINK} onlink`),
    // Only so that proxy ARP answers for addresses without a link: the forward chain lets nothing out this way.
    ...row.cidrs.map((cidr) => route(cidr, `dev ${FABRIC_LINK}`)),
    ...[...row.cidrs, ...(row.ipv6Cidrs ?? [])].map((cidr) => element(setFor('own_blocks', cidr), [cidr])),
    ...(row.ipv6Cidrs ? ipv6Routes(row, row.ipv6Cidrs) : []),
    // AWS drops without a word what no route is for.
    route('default', 'blackhole'),
    ...row.resolverAddresses.map((each) => address('lo', wholeBlock(each))),
    ...row.resolverAddresses.map((each) => element(setFor('resolvers', each), [each])),
    ...routerTable(flowCache, familiesIn(row.ipv6Cidrs && true)),
  ];
}

/** The same by IPv6. The blocks' routes are there so that an endpoint's address leads to its refusal. */
function ipv6Routes(row: VpcRow, cidrs: readonly string[]): KernelObject[] {
  const fabric = fabricIpv6(FABRIC_ADDRESS);
  return [
    address(FABRIC_LINK, wholeBlock(fabricIpv6(routerFabricAddress(row)))),
    neighbour(FABRIC_LINK, fabric, macAddressOf('0e', row.id)),
    route(IPV6.fabricRange, `via ${fabric} dev ${FABRIC_LINK} onlink`),
    ...cidrs.map((cidr) => route(cidr, `dev ${FABRIC_LINK}`)),
    route(IPV6.everywhere, 'blackhole'),
  ];
}

function fabricSide(row: VpcRow, flowCache: boolean): KernelObject[] {
  const name = fabricPortName(row.id);
  const peer = { namespace: row.id, name: FABRIC_LINK, macAddress: macAddressOf('0a', row.id) };
  return [
    link(name, FABRIC_MTU, macAddressOf('0e', row.id), peer),
    ...(flowCache ? [programs(name, 'fabric')] : []),
    neighbour(name, routerFabricAddress(row), macAddressOf('0a', row.id)),
    route(row.fabricBlock, `via ${routerFabricAddress(row)} dev ${name} onlink`),
    ...(row.ipv6Cidrs ? fabricIpv6Side(row, name) : []),
  ];
}

function fabricIpv6Side(row: VpcRow, name: string): KernelObject[] {
  const router = fabricIpv6(routerFabricAddress(row));
  return [
    neighbour(name, router, macAddressOf('0a', row.id)),
    route(fabricIpv6Block(row.fabricBlock), `via ${router} dev ${name} onlink`),
  ];
}
