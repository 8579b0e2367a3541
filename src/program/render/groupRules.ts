/** Security group rules as nft rules, and the chains that join an interface's groups. */
import { known } from '../../base/assert.ts';
import { formatCidr, parseCidr } from '../../base/ip.ts';
import type { GroupRule } from '../rows.ts';
import { type ChainObject, chain, type Rule, rule } from './objects.ts';
import { ADMITTED_CHAIN } from './routerTable.ts';

export type Direction = 'ingress' | 'egress';

/** Mark of a packet between a group's chain, which sets it, and the interface's, which asks for it. */
const ADMITTED = 1;

const TCP = 6;
const UDP = 17;
const ICMP = 1;

/** `ingress-sg-…`: marks what the group admits; the interface's chain then asks no further group. */
export function groupChainName(direction: Direction, groupId: string): string {
  return `${direction}-${groupId}`;
}

/** Addresses of the interfaces that carry the group. */
export function membersSet(groupId: string): string {
  return `members-${groupId}`;
}

export function groupChain(direction: Direction, groupId: string, rules: readonly GroupRule[]): ChainObject {
  return chain(
    groupChainName(direction, groupId),
    admitting(direction, rules, `meta mark set ${ADMITTED} return`),
  );
}

/** The chain of one interface: it returns what one of its groups admits and drops the rest. */
export function interfaceChain(
  name: string,
  id: string,
  direction: Direction,
  groupIds: readonly string[],
): ChainObject {
  const questions = [...groupIds]
    .sort()
    .flatMap((groupId) => [
      rule(id, `jump ${groupChainName(direction, groupId)}`),
      rule(id, `meta mark ${ADMITTED} goto ${ADMITTED_CHAIN}`),
    ]);
  return chain(name, [...questions, rule(id, 'drop')]);
}

/** A chain that drops what none of `rules` admits; group peers among them are another VPC's, and match nobody. */
export function foreignRulesChain(name: string, id: string, rules: readonly GroupRule[]): ChainObject {
  const byCidr = rules.filter((each) => 'cidr' in each.peer);
  return chain(name, [...admitting('ingress', byCidr, 'return'), rule(id, 'drop')]);
}

/** Order does not matter to the verdict, so that of ids is taken: the same bytes however rows arrive. */
function admitting(direction: Direction, rules: readonly GroupRule[], verdict: string): Rule[] {
  return [...rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((each) =>
      rule(each.id, [...trafficMatch(each), ...peerMatch(direction, each.peer), verdict].join(' ')),
    );
}

function peerMatch(direction: Direction, peer: GroupRule['peer']): string[] {
  const field = direction === 'ingress' ? 'ip saddr' : 'ip daddr';
  if ('groupId' in peer) return [`${field} @${membersSet(peer.groupId)}`];
  const block = known(parseCidr(peer.cidr), `${peer.cidr} is a block: check() has seen to it`);
  // nft has no match for "any address"; no match at all says the same.
  return block.prefixLength === 0 ? [] : [`${field} ${formatCidr(block)}`];
}

function trafficMatch({ protocol, ports }: GroupRule): string[] {
  if (protocol === undefined) return [];
  const match = [`meta l4proto ${protocol}`];
  if (ports && protocol === ICMP) match.push(...icmpMatch(ports.from, ports.to));
  if (ports && (protocol === TCP || protocol === UDP)) match.push(...portMatch(ports.from, ports.to));
  return match;
}

function icmpMatch(type: number, code: number): string[] {
  if (type < 0) return [];
  return code < 0 ? [`icmp type ${type}`] : [`icmp type ${type} icmp code ${code}`];
}

function portMatch(from: number, to: number): string[] {
  if (from <= 0 && to === 65535) return [];
  return [from === to ? `th dport ${from}` : `th dport ${from}-${to}`];
}
