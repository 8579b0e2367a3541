/** Protocol, ports and ICMP types of a rule as nft's words; groups and ACLs say them in the same way. */
import type { GroupRule } from '../rows.ts';

export type Traffic = Pick<GroupRule, 'protocol' | 'ports'>;

const TCP = 6;
const UDP = 17;
const ICMP = 1;
const ICMPV6 = 58;

/** @param port `sport` where the rule is asked of what answers */
export function trafficMatch({ protocol, ports }: Traffic, port: 'dport' | 'sport' = 'dport'): string[] {
  if (protocol === undefined) return [];
  const match = [`meta l4proto ${protocol}`];
  if (ports && (protocol === ICMP || protocol === ICMPV6))
    match.push(...icmpMatch(protocol === ICMP ? 'icmp' : 'icmpv6', ports.from, ports.to));
  if (ports && (protocol === TCP || protocol === UDP)) match.push(...portMatch(port, ports.from, ports.to));
  return match;
}

function icmpMatch(name: 'icmp' | 'icmpv6', type: number, code: number): string[] {
  if (type < 0) return [];
  return code < 0 ? [`${name} type ${type}`] : [`${name} type ${type} ${name} code ${code}`];
}

function portMatch(port: 'dport' | 'sport', from: number, to: number): string[] {
  if (from <= 0 && to === 65535) return [];
  return [from === to ? `th ${port} ${from}` : `th ${port} ${from}-${to}`];
}
