/**
 * The nft table of a router: its sets, maps and the chains that the kernel calls. It is the same in every
 * VPC; rows only add elements and chains.
 *
 *   packet in ── guard ── arrivals ── nat_dst ── routing ─┬─ input
 *                -300       -110       -100               └─ forward ── ingress ── nat_src ── packet out
 *                                             the router's own ─ output ┘   90         100
 *
 * What a source dialed is judged before DNAT (arrivals), what a target sees with SNAT's address (ingress). Both
 * are chains of type nat, which the kernel calls for the first packet of a connection only: packets that follow
 * meet guard and forward, one or two rules in each, however many endpoints there are. That is what the order of
 * rules is for, and why an interface's groups are judged by chains that return. With the flow cache
 * (dataplane/flowcache) they do not even come here.
 */
import { chain, type KernelObject, map, type Rule, rule, set } from './objects.ts';

/** Addresses of the fabric, reserved since RFC 1112, so that no VPC can have them. */
export const FABRIC_RANGE = '240.0.0.0/4';
/** Bit of a connection's mark: its end has been told that it is cut. */
const TOLD = 1;
/** Bit of a connection's mark: the target is to see the node, not the client. */
export const HIDE_CLIENT = 2;

/** Where a group's chain goes once it has admitted: it takes the mark off and returns to the base chain. */
export const ADMITTED_CHAIN = 'admit';

const TRACKED = 'ct state established,related accept';
const DNS = 'ip daddr @resolvers meta l4proto { 6, 17 } th dport 53 accept';
/** Segments fit the fabric, whose links carry less than those of instances. */
const FITTING = 'tcp flags syn tcp option maxseg size set rt mtu';
const RESET = 'meta l4proto 6 reject with tcp reset';
/** A flow that the flow cache has cut or forgotten: its sender hears of it. */
const RESET_UNKNOWN = `ct state invalid ${RESET}`;

/** @param flowCache whether packets that follow a connection's first one come here only when nobody knows them */
export function routerTable(flowCache: boolean): KernelObject[] {
  return [...SETS, ...CHAINS, forward(flowCache ? [RESET_UNKNOWN] : [])];
}

const SETS: readonly KernelObject[] = [
  set('ports', 'ifname . ipv4_addr'),
  /** Ports that may send under any address. */
  set('any_source', 'ifname'),
  set('resolvers', 'ipv4_addr'),
  set('live', 'ipv4_addr'),
  set('unattached', 'ipv4_addr'),
  set('admitted', 'ipv4_addr . ipv4_addr'),
  map('egress_of_port', 'ifname', 'verdict'),
  map('ingress_of_port', 'ifname', 'verdict'),
  map('ingress_of_address', 'ipv4_addr', 'verdict'),
  map('ingress_of_service', 'ipv4_addr', 'verdict'),
  map('egress_of_node', 'ipv4_addr', 'verdict'),
  map('endpoint_node', 'ipv4_addr', 'ipv4_addr'),
  map('fabric_source', 'ipv4_addr', 'ipv4_addr'),
  map('listeners', 'ipv4_addr . inet_proto . inet_service', 'verdict'),
];

const CHAINS: readonly KernelObject[] = [
  base('guard', 'filter', 'prerouting', -300, 'drop', [
    'iifname "fab0" accept',
    'iifname . ip saddr @ports accept',
    'iifname @any_source accept',
    'iifname "lo" accept',
  ]),
  base('arrivals', 'nat', 'prerouting', -110, 'accept', [
    TRACKED,
    'iifname "fab0" ip saddr . ip daddr != @admitted drop',
    `iifname != "fab0" ip daddr ${FABRIC_RANGE} drop`,
    DNS,
    'iifname vmap @egress_of_port',
    'ip daddr vmap @ingress_of_address',
    'ip daddr vmap @ingress_of_service',
  ]),
  base('nat_dst', 'nat', 'prerouting', -100, 'accept', [
    'meta l4proto { 6, 17 } dnat ip to ip daddr map @endpoint_node',
    'ip daddr . meta l4proto . th dport vmap @listeners',
  ]),
  chain(ADMITTED_CHAIN, owned(ADMITTED_CHAIN, ['meta mark set 0'])),
  // A cut connection's first packet carries the reset on to the far end, the next one brings it back to its
  // sender: so both ends hear of it, whichever of them speaks.
  chain(
    'cut',
    owned('cut', [
      'meta l4proto != 6 drop',
      'tcp flags & rst == rst accept',
      `ct mark and ${TOLD} == 0 ct mark set ct mark or ${TOLD} tcp flags set rst accept`,
      RESET,
    ]),
  ),
  chain(
    'from_fabric',
    owned('from_fabric', [
      'ct state established goto cut',
      // Datagrams that nobody answers are new ones for ever, and are not judged by arrivals again.
      'meta l4proto 17 ct original ip saddr . ct original ip daddr != @admitted drop',
      'ct original ip daddr vmap @egress_of_node',
      'ct state new ct status dnat oifname "e*" accept',
      `ct state new ${RESET}`,
      'drop',
    ]),
  ),
  chain(
    'to_fabric',
    owned('to_fabric', [
      'ct state established goto cut',
      FITTING,
      `ct state new ct status dnat ip daddr ${FABRIC_RANGE} accept`,
      `ct state new ip daddr @unattached ${RESET}`,
      'drop',
    ]),
  ),
  base('input', 'filter', 'input', 0, 'drop', ['iifname "lo" accept', TRACKED, DNS, RESET]),
  base('output', 'filter', 'output', 0, 'accept', [TRACKED, 'ip saddr vmap @egress_of_node']),
  // The target's groups judge the address that it will see, so the packet gets that address before nat_src
  // gives it to the connection.
  base('ingress', 'nat', 'postrouting', 90, 'accept', [
    TRACKED,
    `ct mark and ${HIDE_CLIENT} == ${HIDE_CLIENT} ip saddr set ct original ip daddr`,
    'ip saddr set ct original ip daddr map @fabric_source',
    'oifname vmap @ingress_of_port',
  ]),
  base('nat_src', 'nat', 'postrouting', 100, 'accept', [
    'snat ip to ct original ip daddr map @fabric_source',
    `ct mark and ${HIDE_CLIENT} == ${HIDE_CLIENT} snat ip to ct original ip daddr`,
  ]),
];

function forward(first: readonly string[]): KernelObject {
  return base('forward', 'filter', 'forward', 0, 'drop', [
    ...first,
    // Both are properties of the connection: its packets match in either direction.
    'ct reply ip daddr @live accept',
    'ct state established,related ct original ip saddr . ct original ip daddr @admitted accept',
    'iifname "fab0" goto from_fabric',
    'oifname "fab0" goto to_fabric',
    TRACKED,
    'ct original ip daddr vmap @egress_of_node',
    'ct state new oifname "e*" accept',
  ]);
}

function base(name: string, type: string, hook: string, priority: number, policy: string, rules: string[]) {
  return chain(name, owned(name, rules), `type ${type} hook ${hook} priority ${priority}; policy ${policy};`);
}

function owned(owner: string, texts: readonly string[]): Rule[] {
  return texts.map((text) => rule(owner, text));
}
