/**
 * What a namespace is made of. Every object has a key, unique in its namespace and enough to remove it, and
 * a state: text that is equal when the kernel has it as it should be. Read-back (dataplane/kernel) gives the
 * same keys and states, so that comparing is comparing text.
 */
import { shortHash } from '../../base/shortHash.ts';

import type { AclEntry } from '../rows.ts';
import { type Family, familyOf } from './family.ts';

export type KernelObject =
  | NamespaceObject
  | LinkObject
  | BorrowedObject
  | ProgramsObject
  | AddressObject
  | RouteObject
  | RoutingRuleObject
  | NeighbourObject
  | SetObject
  | ElementObject
  | ChainObject;

export interface NamespaceObject {
  readonly kind: 'namespace';
  readonly key: 'namespace';
  readonly state: string;
  /** Paths under /proc/sys/net and their values. */
  readonly sysctls: Readonly<Record<string, string>>;
}

export interface LinkObject {
  readonly kind: 'link';
  readonly key: string;
  readonly state: string;
  readonly name: string;
  readonly mtu: number;
  readonly macAddress: string;
  /** Present on the side that makes the pair. */
  readonly peer?: LinkPeer;
  /** On the other side: which end makes it. No part of the state: nothing in the kernel tells. */
  readonly maker?: LinkEnd;
}

export interface LinkEnd {
  readonly namespace: string;
  readonly name: string;
}

export interface LinkPeer extends LinkEnd {
  readonly macAddress: string;
}

/** An interface of the host that is a link of this namespace for a while. */
export interface BorrowedObject {
  readonly kind: 'borrowed';
  readonly key: string;
  /** Its name on the host, and whether it is up. */
  readonly state: string;
  /** Its name here. */
  readonly name: string;
  readonly hostInterface: string;
}

/** The flow cache's programs on a link: a port's, those of a router's link to the fabric, of the fabric's end of it. */
export interface ProgramsObject {
  readonly kind: 'programs';
  readonly key: string;
  readonly state: ProgramsRole;
  readonly device: string;
}

export type ProgramsRole = 'port' | 'uplink' | 'fabric';

export interface AddressObject {
  readonly kind: 'address';
  readonly key: string;
  readonly state: string;
}

export interface RouteObject {
  readonly kind: 'route';
  readonly key: string;
  /** As `ip route` takes it: a type, or after the destination where to. */
  readonly state: string;
}

/** Which table of routes some packets look at. */
export interface RoutingRuleObject {
  readonly kind: 'rule';
  /** `rule`, for IPv6 `rule6`, and the words of `ip rule`: `rule priority 1001 from 10.0.0.5 lookup 1001`. */
  readonly key: string;
  readonly state: string;
}

export interface RoutingRule {
  /** Told by `from`; IPv4 where that is any. */
  readonly family?: Family;
  readonly priority: number;
  /** Source address; any when undefined. */
  readonly from?: string;
  /** Device that packets come in by, `lo` for the namespace's own; any when undefined. */
  readonly iif?: string;
  /** Mark that packets bear; any when undefined. */
  readonly mark?: number;
  readonly table: number;
}

/** A fixed answer to "whose address is this": it needs no ARP, and the kernel's table of neighbours is not filled. */
export interface NeighbourObject {
  readonly kind: 'neighbour';
  readonly key: string;
  /** MAC address. */
  readonly state: string;
}

export interface SetObject {
  readonly kind: 'set';
  readonly key: string;
  /** `set` or `map`, and its type. */
  readonly state: string;
}

export interface ElementObject {
  readonly kind: 'element';
  readonly key: string;
  /** What a map gives; empty in a set. */
  readonly state: string;
}

export interface ChainObject {
  readonly kind: 'chain';
  readonly key: string;
  readonly state: string;
  readonly name: string;
  /** `type filter hook forward priority 0; policy drop;`; empty for a chain that others jump to. */
  readonly hook: string;
  readonly rules: readonly Rule[];
  /** What an ACL's chains decide, for who asks without the kernel. */
  readonly acl?: AclFacts;
}

/** A subnet's chain: what stays within its blocks is not judged, all else by the chain of that name; or an ACL's. */
export type AclFacts =
  | { readonly within: readonly string[]; readonly chain: string }
  | { readonly entries: readonly AclEntry[] };

export interface Rule {
  readonly text: string;
  /** Whose rule it is and a hash of its text: tells on read-back that the kernel has this very rule. */
  readonly comment: string;
}

/** An object and the namespace (`fabric`, a VPC's id or an instance's id) that it belongs in. */
export interface Placed {
  readonly namespace: string;
  readonly object: KernelObject;
}

/** Objects of one row in one namespace. */
export function placedIn(namespace: string, objects: readonly KernelObject[]): Placed[] {
  return objects.map((object) => ({ namespace, object }));
}

export function namespace(sysctls: NamespaceObject['sysctls']): NamespaceObject {
  return { kind: 'namespace', key: 'namespace', state: sysctlState(sysctls), sysctls };
}

export function sysctlState(sysctls: Readonly<Record<string, string>>): string {
  return Object.entries(sysctls)
    .map(([path, value]) => `${path}=${value}`)
    .sort()
    .join(' ');
}

export function link(name: string, mtu: number, macAddress: string, peer?: LinkPeer): LinkObject {
  return {
    kind: 'link',
    key: `link ${name}`,
    state: linkState(mtu, macAddress, true),
    name,
    mtu,
    macAddress,
    peer,
  };
}

/** The end of a pair that another namespace makes. */
export function farLink(name: string, mtu: number, macAddress: string, maker: LinkEnd): LinkObject {
  return { ...link(name, mtu, macAddress), maker };
}

export function borrowed(name: string, hostInterface: string): BorrowedObject {
  return {
    kind: 'borrowed',
    key: `borrowed ${name}`,
    state: borrowedState(hostInterface, true),
    name,
    hostInterface,
  };
}

export function borrowedState(hostInterface: string, up: boolean): string {
  return `${hostInterface} ${up ? 'up' : 'down'}`;
}

export function programs(device: string, role: ProgramsRole): ProgramsObject {
  return { kind: 'programs', key: programsKey(device), state: role, device };
}

export function programsKey(device: string): string {
  return `programs ${device}`;
}

export function linkState(mtu: number, macAddress: string, up: boolean): string {
  return `mtu ${mtu} address ${macAddress} ${up ? 'up' : 'down'}`;
}

/** Ends the state of sets of blocks. */
export const INTERVALS = '; flags interval';

/** Loopback, which every namespace has; it only has to be up. */
export function loopback(): LinkObject {
  return link('lo', 65536, '00:00:00:00:00:00');
}

/** @param cidr the address with its prefix length */
export function address(device: string, cidr: string): AddressObject {
  return { kind: 'address', key: `address ${device} ${cidr}`, state: '' };
}

/** @param path `via ADDRESS dev LINK onlink`, `dev LINK`, or the type of a route that leads nowhere */
export function route(destination: string, path: string | RouteType): RouteObject {
  return { kind: 'route', key: `route ${destination}`, state: path };
}

/** blackhole: dropped without a word. throw: the next rule's table is asked. local: as if it were the router's own. */
export type RouteType = 'blackhole' | 'throw' | 'local';

export function isRouteType(state: string): state is RouteType {
  return state === 'blackhole' || state === 'throw' || state === 'local';
}

export function routingRule(rule: RoutingRule): RoutingRuleObject {
  const { priority, from = 'all', iif, mark, table, family = familyOf(from) } = rule;
  const words = [
    `priority ${priority} from ${from}`,
    ...(mark ? [`fwmark ${mark}`] : []),
    ...(iif ? [`iif ${iif}`] : []),
    `lookup ${table}`,
  ];
  return { kind: 'rule', key: `rule${family.tag} ${words.join(' ')}`, state: '' };
}

export function neighbour(device: string, ofAddress: string, macAddress: string): NeighbourObject {
  return { kind: 'neighbour', key: `neighbour ${device} ${ofAddress}`, state: macAddress };
}

export function set(name: string, type: string): SetObject {
  return { kind: 'set', key: `set ${name}`, state: `set ${type}` };
}

/** A set of which one part, or its only one, is a block of addresses. */
export function blocks(name: string, type: string): SetObject {
  return { kind: 'set', key: `set ${name}`, state: `set ${type}${INTERVALS}` };
}

/** @param value type of what it gives: `verdict`, `ipv4_addr` */
export function map(name: string, type: string, value: string): SetObject {
  return { kind: 'set', key: `set ${name}`, state: `map ${type} : ${value}` };
}

/** @param parts the components of its key, in order */
export function element(setName: string, parts: readonly (string | number)[], value = ''): ElementObject {
  return { kind: 'element', key: `element ${setName} ${parts.join(' . ')}`, state: value };
}

export function chain(name: string, rules: readonly Rule[], hook = ''): ChainObject {
  const state = chainState(
    hook,
    rules.map((rule) => rule.comment),
  );
  return { kind: 'chain', key: `chain ${name}`, state, name, hook, rules };
}

export function chainState(hook: string, comments: readonly string[]): string {
  return [hook, ...comments].join('\n');
}

/** @param owner id of the resource whose rule it is */
export function rule(owner: string, text: string): Rule {
  return { text, comment: `${owner} ${shortHash(text)}` };
}
