/**
 * The internet of an installation: a namespace that routes public addresses to the VPCs that have them, and the rest to
 * the way out, where there is one. A VPC's router gives each private address that has a public one to the world under
 * that, and knows no other from there.
 */
import {
  fabricPortName,
  INTERNET_LINK,
  macAddressOf,
  PUBLIC_RANGE,
  WAY_IN_LINK,
  WAY_OUT_LINK,
} from '../interfaceNames.ts';
import { INTERNET, operatorNamespace } from '../namespaceKinds.ts';
import { NO_ADDRESSES_OUTSIDE, RELAY_PORT } from '../outside.ts';
import type { InternetRow, PublicAddressRow, WayOut } from '../rows.ts';
import {
  blocks,
  chain,
  element,
  farLink,
  type KernelObject,
  link,
  loopback,
  namespace,
  neighbour,
  type Placed,
  placedIn,
  route,
  routingRule,
  rule,
} from './objects.ts';
import { NEXT_HOP, tableOfPort } from './routes.ts';
import { NO_IPV6, ROUTING } from './sysctls.ts';

/** What AWS's internet gateways carry. */
const MTU = 1500;

/** The namespace; there as long as one VPC has a way to it. */
export function renderInternet(wayOut: WayOut): Placed[] {
  const shared = placedIn(INTERNET, [namespace({ ...ROUTING, ...NO_IPV6 }), loopback(), ...tableOf(wayOut)]);
  if (wayOut === 'none') return [...shared, ...placedIn(INTERNET, [route('default', 'blackhole')])];
  if (wayOut === 'host') return [...shared, ...placedIn(INTERNET, TO_RELAY)];
  const there = operatorNamespace(wayOut.namespace);
  return [...shared, ...placedIn(INTERNET, nearEnd(there)), ...placedIn(there, farEnd())];
}

function nearEnd(there: string): KernelObject[] {
  const [near, far] = [macAddressOf('1e', 'igw-0'), macAddressOf('22', 'igw-0')];
  return [
    link(WAY_OUT_LINK, MTU, near, { namespace: there, name: WAY_IN_LINK, macAddress: far }),
    neighbour(WAY_OUT_LINK, NEXT_HOP, far),
    route('default', `via ${NEXT_HOP} dev ${WAY_OUT_LINK} onlink`),
  ];
}

function farEnd(): KernelObject[] {
  return [
    farLink(WAY_IN_LINK, MTU, macAddressOf('22', 'igw-0'), { namespace: INTERNET, name: WAY_OUT_LINK }),
    neighbour(WAY_IN_LINK, NEXT_HOP, macAddressOf('1e', 'igw-0')),
    route(PUBLIC_RANGE, `via ${NEXT_HOP} dev ${WAY_IN_LINK} onlink`),
  ];
}

/** Looked at after the main one. In that one it would make next hops local too, and the kernel takes no such. */
const RELAY_TABLE = 40_000;

/** What the agent relays: TCP from VPCs to addresses that are nobody's here. */
const TO_OUTSIDE = 'iifname "v*" ip daddr != @not_outside meta l4proto 6';

/** All that is nobody's here is this namespace's own, and one socket takes it, whatever address and port it was meant for. */
const TO_RELAY: readonly KernelObject[] = [
  route(`default table ${RELAY_TABLE}`, 'local'),
  routingRule({ priority: RELAY_TABLE, table: RELAY_TABLE }),
  base('to_relay', 'type filter hook prerouting priority -150; policy accept;', [
    `${TO_OUTSIDE} tproxy ip to :${RELAY_PORT} accept`,
  ]),
];

/** Each VPC sends under its own public addresses only, and the world outside under its own. */
const tableOf = (wayOut: WayOut): readonly KernelObject[] => [
  blocks('sources_of_link', 'ifname . ipv4_addr'),
  blocks('not_outside', 'ipv4_addr'),
  ...NO_ADDRESSES_OUTSIDE.map((each) => element('not_outside', [each])),
  base('guard', 'type filter hook prerouting priority -300; policy drop;', [
    'iifname . ip saddr @sources_of_link accept',
    `iifname "${WAY_OUT_LINK}" ip saddr != @not_outside accept`,
    'iifname "lo" accept',
  ]),
  base('input', 'type filter hook input priority 0; policy drop;', [
    'iifname "lo" accept',
    ...(wayOut === 'host' ? [`${TO_OUTSIDE} accept`] : []),
  ]),
  base('forward', 'type filter hook forward priority 0; policy drop;', [
    'oifname "v*" accept',
    `iifname "v*" oifname "${WAY_OUT_LINK}" ip daddr != @not_outside accept`,
  ]),
];

export function renderInternetGateway({ id, vpcId, table }: InternetRow): Placed[] {
  const name = fabricPortName(vpcId);
  const [near, far] = [macAddressOf('1e', id), macAddressOf('22', id)];
  return [
    ...placedIn(INTERNET, [
      link(name, MTU, near, { namespace: vpcId, name: INTERNET_LINK, macAddress: far }),
      neighbour(name, NEXT_HOP, far),
    ]),
    ...placedIn(vpcId, [
      farLink(INTERNET_LINK, MTU, far, { namespace: INTERNET, name }),
      neighbour(INTERNET_LINK, NEXT_HOP, near),
      ...tableOfPort(INTERNET_LINK, table),
    ]),
  ];
}

export function renderPublicAddress({ id, vpcId, address }: PublicAddressRow): Placed[] {
  const name = fabricPortName(vpcId);
  return [
    ...placedIn(INTERNET, [
      route(`${id}/32`, `via ${NEXT_HOP} dev ${name} onlink`),
      element('sources_of_link', [name, `${id}/32`]),
    ]),
    ...placedIn(vpcId, [
      element('public_of', [address], id),
      element('private_of', [id], address),
      element('with_public', [address]),
      element('public_pairs', [address, id]),
    ]),
  ];
}

function base(name: string, hook: string, texts: readonly string[]): KernelObject {
  return chain(
    name,
    texts.map((text) => rule(name, text)),
    hook,
  );
}
