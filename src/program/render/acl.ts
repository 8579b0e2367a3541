/**
 * Network ACLs: stateless, so that every packet is judged, at each edge of a subnet that it crosses.
 *
 * A packet leaves a port's subnet as it comes in, and enters a port's as it goes out: by the link. It enters the subnet
 * of an endpoint or a load balancer node as it is dialed, and leaves that as it goes on: by connection tracking, since
 * such an address stands in one of two headers only. Between an endpoint and its node lies no subnet.
 *
 * The flow cache carries what nft has judged once. So that it carries no connection of which one direction is denied, a
 * SYN is asked about its answer too: `…-back` chains are the ACL with source and destination exchanged.
 */
import type { AclEntry, AclRow, SubnetRow } from '../rows.ts';
import { UNCACHED_CHAIN } from './aclTable.ts';
import { familyOf, setFor } from './family.ts';
import type { Direction } from './groupRules.ts';
import {
  type ChainObject,
  chain,
  type ElementObject,
  element,
  type Placed,
  placedIn,
  rule,
} from './objects.ts';

import { trafficMatch } from './trafficMatch.ts';

/** Number of the entry that closes every ACL, which EC2 shows as `*`. */
const CLOSING = 32_767;
const SYN = 'tcp flags & (syn | ack) == syn';
const TCP = 6;

export function renderAcl(row: AclRow, flowCache: boolean): Placed[] {
  const chains = (['ingress', 'egress'] as const).flatMap((direction) => [
    judging(row, direction),
    ...(flowCache ? [judgingAnswers(row, direction)] : []),
  ]);
  return placedIn(row.vpcId, chains);
}

export function renderSubnet(row: SubnetRow, flowCache: boolean): Placed[] {
  return placedIn(row.vpcId, [
    edge(row, 'leave', 'egress', 'ingress', flowCache),
    edge(row, 'enter', 'ingress', 'egress', flowCache),
  ]);
}

/** A port of a subnet with an ACL. */
export function portInSubnet(device: string, subnetId: string | undefined): ElementObject[] {
  if (!subnetId) return [];
  return [...leavingSubnet(device, subnetId), element('entering_port', [device], `jump enter-${subnetId}`)];
}

/** A link that packets come in by as if out of the subnet. */
export function leavingSubnet(device: string, subnetId: string | undefined): ElementObject[] {
  return subnetId ? [element('leaving_port', [device], `jump leave-${subnetId}`)] : [];
}

/**
 * An address of the router's own in such a subnet: an endpoint's or a node's.
 * @param onFabric the address by which it is dialed there
 */
export function addressInSubnet(
  address: string,
  subnetId: string | undefined,
  ...onFabric: string[]
): ElementObject[] {
  if (!subnetId) return [];
  return [
    ...[address, ...onFabric].map((each) =>
      element(setFor('leaving_address', each), [each], `jump leave-${subnetId}`),
    ),
    element(setFor('entering_address', address), [address], `jump enter-${subnetId}`),
  ];
}

function edge(
  { id, cidrs, aclId }: SubnetRow,
  verb: 'leave' | 'enter',
  direction: Direction,
  opposite: Direction,
  flowCache: boolean,
): ChainObject {
  const judged = aclChainName(direction, aclId);
  const far = verb === 'leave' ? 'daddr' : 'saddr';
  const rules = [
    ...cidrs.map((block) => rule(id, `${familyOf(block).ip} ${far} ${block} return`)),
    rule(id, `${flowCache ? 'jump' : 'goto'} ${judged}`),
    ...(flowCache ? [rule(id, `${SYN} goto ${aclChainName(opposite, aclId)}-back`)] : []),
  ];
  return { ...chain(`${verb}-${id}`, rules), acl: { within: cidrs, chain: judged } };
}

/** Returns what is allowed. */
function judging({ id, ...row }: AclRow, direction: Direction): ChainObject {
  const far = direction === 'ingress' ? 'saddr' : 'daddr';
  const rules = row[direction].map((entry) =>
    rule(owner(id, entry.number), words(...trafficMatch(entry), ...peer(far, entry), verdict(entry, 'drop'))),
  );
  const closed = [...rules, rule(owner(id, CLOSING), 'drop')];
  return { ...chain(aclChainName(direction, id), closed), acl: { entries: row[direction] } };
}

/** Of a SYN: what its answer will be told. */
function judgingAnswers({ id, ...row }: AclRow, direction: Direction): ChainObject {
  const far = direction === 'ingress' ? 'daddr' : 'saddr';
  const denied = `goto ${UNCACHED_CHAIN}`;
  const rules = row[direction]
    .filter(({ protocol }) => protocol === undefined || protocol === TCP)
    .map((entry) =>
      rule(
        owner(id, entry.number),
        words(...trafficMatch(entry, 'sport'), ...peer(far, entry), verdict(entry, denied)),
      ),
    );
  return chain(`${aclChainName(direction, id)}-back`, [...rules, rule(owner(id, CLOSING), denied)]);
}

function aclChainName(direction: Direction, aclId: string): string {
  return `${direction}-${aclId}`;
}

function owner(aclId: string, number: number): string {
  return `${aclId}:${number}`;
}

function verdict({ allow }: AclEntry, denied: string): string {
  return allow ? 'return' : denied;
}

/** nft has no match for "any address". */
function peer(field: 'saddr' | 'daddr', { cidr }: AclEntry): string[] {
  const { ip, nfproto } = familyOf(cidr);
  return cidr.endsWith('/0') ? [`meta nfproto ${nfproto}`] : [`${ip} ${field} ${cidr}`];
}

function words(...parts: string[]): string {
  return parts.join(' ');
}
