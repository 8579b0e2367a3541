/** Security group rules as nft rules, and the chains that join an interface's groups. */
import { known } from '../../base/assert.ts';
import { formatCidr, parseCidr } from '../../base/ip.ts';
import { canonicalIpv6Cidr } from '../../base/ipv6.ts';
import type { GroupRow, GroupRule } from '../rows.ts';
import { FAMILIES, type Family, familyOf, IPV4 } from './family.ts';
import { type ChainObject, chain, type Rule, rule } from './objects.ts';
import { ADMITTED_CHAIN } from './routerTable.ts';
import { trafficMatch } from './trafficMatch.ts';

export type Direction = 'ingress' | 'egress';

/** Mark of a packet between a group's chain, which sets it, and the interface's, which asks for it. */
const ADMITTED = 1;

/** `ingress-sg-…`: marks what the group admits; the interface's chain then asks no further group. */
export function groupChainName(direction: Direction, groupId: string): string {
  return `${direction}-${groupId}`;
}

/** Addresses of the interfaces that carry the group. */
export function membersSet(groupId: string, { tag }: Family): string {
  return `members${tag}-${groupId}`;
}

/** The families that a VPC's router takes. */
export function familiesIn(hasIpv6: true | undefined): readonly Family[] {
  return hasIpv6 ? FAMILIES : [IPV4];
}

export function groupChain(direction: Direction, { groupId, ingress, egress, ipv6 }: GroupRow): ChainObject {
  const rules = direction === 'ingress' ? ingress : egress;
  return chain(
    groupChainName(direction, groupId),
    admitting(direction, rules, `meta mark set ${ADMITTED} return`, familiesIn(ipv6)),
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
export function foreignRulesChain(
  name: string,
  id: string,
  rules: readonly GroupRule[],
  families: readonly Family[],
): ChainObject {
  const byCidr = rules.filter((each) => 'cidr' in each.peer);
  return chain(name, [...admitting('ingress', byCidr, 'return', families), rule(id, 'drop')]);
}

/** Order does not matter to the verdict, so that of ids is taken: the same bytes however rows arrive. */
function admitting(
  direction: Direction,
  rules: readonly GroupRule[],
  verdict: string,
  families: readonly Family[],
): Rule[] {
  return [...rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((each) =>
      matches(direction, each, families).map((match) => rule(each.id, [...match, verdict].join(' '))),
    );
}

/** One for each family that the rule speaks of. */
function matches(direction: Direction, each: GroupRule, families: readonly Family[]): string[][] {
  const { peer } = each;
  if ('groupId' in peer) {
    return families.flatMap((family) =>
      memberMatches(direction, peer.groupId, family).map((match) => [...trafficMatch(each), match]),
    );
  }
  const family = familyOf(peer.cidr);
  if (!families.includes(family)) return [];
  return [[...trafficMatch(each), ...blockMatch(direction, peer.cidr, family, families.length > 1)]];
}

/**
 * A load balancer's group stands for what comes through its nodes, also where these leave it the client's address (AWS:
 * security groups of Network Load Balancers). What else is translated has no member's address as its first destination.
 */
function memberMatches(direction: Direction, groupId: string, family: Family): string[] {
  const members = membersSet(groupId, family);
  const itself = `${addressField(direction, family)} @${members}`;
  if (direction === 'egress') return [itself];
  return [itself, `ct status dnat ct original ${family.ip} daddr @${members}`];
}

/** nft has no match for "any address": none at all says the same, where there is one family only. */
function blockMatch(direction: Direction, text: string, family: Family, isDual: boolean): string[] {
  const block = canonicalBlock(text);
  if (!block.endsWith('/0')) return [`${addressField(direction, family)} ${block}`];
  return isDual ? [`meta nfproto ${family.nfproto}`] : [];
}

function canonicalBlock(text: string): string {
  const block = parseCidr(text);
  return block
    ? formatCidr(block)
    : known(canonicalIpv6Cidr(text), `${text} is a block: check() has seen to it`);
}

function addressField(direction: Direction, { ip }: Family): string {
  return direction === 'ingress' ? `${ip} saddr` : `${ip} daddr`;
}
