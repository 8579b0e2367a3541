/**
 * A NAT gateway: a namespace that sends on what its port brings, out by the same port under its own address. Nobody
 * reaches it by that address unless he answers.
 */
import type { NatGatewayRow } from '../rows.ts';
import { chain, loopback, namespace, type Placed, placedIn, rule } from './objects.ts';
import { NO_IPV6, ROUTING } from './sysctls.ts';

/** Seconds after which what is idle is forgotten (AWS: NAT gateways, timeout of idle connections). */
const IDLE = '350';

/** What has been forgotten is not taken for new in its middle: its sender hears of it. */
const FORGETTING = {
  'netfilter/nf_conntrack_tcp_loose': '0',
  'netfilter/nf_conntrack_tcp_timeout_established': IDLE,
  'netfilter/nf_conntrack_udp_timeout': IDLE,
  'netfilter/nf_conntrack_udp_timeout_stream': IDLE,
  'netfilter/nf_conntrack_icmp_timeout': IDLE,
} as const;

export function renderNatGateway({ id, address }: NatGatewayRow): Placed[] {
  const base = (name: string, hook: string, texts: readonly string[]) =>
    chain(
      name,
      texts.map((text) => rule(id, text)),
      hook,
    );
  return placedIn(id, [
    namespace({ ...ROUTING, ...NO_IPV6, ...FORGETTING }),
    loopback(),
    base('forward', 'type filter hook forward priority 0; policy drop;', [
      'ct state established,related accept',
      'ct state invalid meta l4proto 6 reject with tcp reset',
      'ct state new meta l4proto { 1, 6, 17 } accept',
    ]),
    base('input', 'type filter hook input priority 0; policy drop;', ['iifname "lo" accept']),
    base('nat_src', 'type nat hook postrouting priority 100; policy accept;', [
      `oifname "eth0" snat ip to ${address}`,
    ]),
  ]);
}
