/**
 * The nft table of a router: its sets, maps and the chains that the kernel calls. It is the same in every
 * VPC; rows only add elements and chains.
 *
 *   packet in ─ guard ─ egress ─ arrivals ─ service_arrivals ─ nat_dst ─ routing ─┬─ input
 *              -300     -115      -110           -105           -100              └─ forward ─┐
 *   packet out ─────────────────────── ingress ─ nat_src ─ departures ────────────────────────┘
 *                                        150       100         50
 *
 * What a source dialed is judged before DNAT (egress, arrivals); what a target sees, after SNAT (ingress). Each
 * stage is a base chain of its own because `accept` ends one base chain only: an interface's chain accepts as
 * soon as one of its groups admits, and the next stage still has its say.
 */
import { chain, type KernelObject, map, type Rule, rule, set } from './objects.ts';

/** Addresses of the fabric, reserved since RFC 1112, so that no VPC can have them. */
export const FABRIC_RANGE = '240.0.0.0/4';
/** Bit of a connection's mark: its end has been told that it is cut. */
const TOLD = 1;
/** Bit of a connection's mark: the target is to see the node, not the client. */
export const HIDE_CLIENT = 2;

const TRACKED = 'ct state established,related accept';
const DNS = 'ip daddr @resolvers meta l4proto { 6, 17 } th dport 53 accept';
/** Segments fit the fabric, whose links carry less than those of instances. */
const FITTING = 'tcp flags & syn == syn tcp option maxseg size set rt mtu';
const RESET = 'meta l4proto 6 reject with tcp reset';

export function routerTable(): KernelObject[] {
  return [...SETS, ...CHAINS];
}

const SETS: readonly KernelObject[] = [
  set('ports', 'ifname . ipv4_addr'),
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
    'iifname "lo" accept',
    `iifname "fab0" ip saddr ${FABRIC_RANGE} ip daddr ${FABRIC_RANGE} accept`,
    'iifname . ip saddr @ports accept',
  ]),
  base('egress', 'filter', 'prerouting', -115, 'accept', [TRACKED, DNS, 'iifname vmap @egress_of_port']),
  base('arrivals', 'filter', 'prerouting', -110, 'accept', [
    TRACKED,
    'iifname "fab0" ip saddr . ip daddr != @admitted drop',
    'ip daddr vmap @ingress_of_address',
  ]),
  base('service_arrivals', 'filter', 'prerouting', -105, 'accept', [
    TRACKED,
    'ip daddr vmap @ingress_of_service',
  ]),
  base('nat_dst', 'nat', 'prerouting', -100, 'accept', [
    'meta l4proto 6 dnat ip to ip daddr map @endpoint_node',
    'ip daddr . meta l4proto . th dport vmap @listeners',
  ]),
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
      FITTING,
      'ct state new ct status dnat oifname "e*" accept',
      `ct state new ${RESET}`,
      'ct direction reply ct reply ip daddr @live accept',
      'ct direction original ct original ip saddr . ct original ip daddr @admitted accept',
      'ct state established goto cut',
      'ct state related accept',
      'drop',
    ]),
  ),
  chain(
    'to_fabric',
    owned('to_fabric', [
      FITTING,
      `ct state new ct status dnat ip daddr ${FABRIC_RANGE} accept`,
      `ct state new ip daddr @unattached ${RESET}`,
      'ct direction original ct reply ip daddr @live accept',
      'ct direction reply ct original ip saddr . ct original ip daddr @admitted accept',
      'ct state established goto cut',
      'drop',
    ]),
  ),
  base('forward', 'filter', 'forward', 0, 'drop', [
    'iifname "fab0" goto from_fabric',
    'oifname "fab0" goto to_fabric',
    'oifname "e*" accept',
  ]),
  base('input', 'filter', 'input', 0, 'drop', ['iifname "lo" accept', TRACKED, DNS, RESET]),
  base('departures', 'filter', 'postrouting', 50, 'accept', [
    TRACKED,
    'ct original ip daddr vmap @egress_of_node',
    'ip saddr vmap @egress_of_node',
  ]),
  base('nat_src', 'nat', 'postrouting', 100, 'accept', [
    'snat ip to ct original ip daddr map @fabric_source',
    `ct mark and ${HIDE_CLIENT} == ${HIDE_CLIENT} snat ip to ct original ip daddr`,
  ]),
  base('ingress', 'filter', 'postrouting', 150, 'accept', [TRACKED, 'oifname vmap @ingress_of_port']),
];

function base(name: string, type: string, hook: string, priority: number, policy: string, rules: string[]) {
  return chain(name, owned(name, rules), `type ${type} hook ${hook} priority ${priority}; policy ${policy};`);
}

function owned(owner: string, texts: readonly string[]): Rule[] {
  return texts.map((text) => rule(owner, text));
}
