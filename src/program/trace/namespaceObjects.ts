/** A namespace's wanted objects as trace asks for them: by hook, by device, by table. Read once, when a packet first comes. */
import { formatIpv4 } from '../../base/ip.ts';
import type { WantedNamespace } from '../desired.ts';
import { type ChainObject, type KernelObject, type LinkObject, link } from '../render/objects.ts';
import { type Family, familyOf, parseBlock } from './blocks.ts';
import { type Hook, type HookCall, hookCalls } from './hookCalls.ts';
import { LOCAL_TABLE, parseRoute, type Route, RouteTable } from './routes.ts';
import { type Asked, KERNEL_RULES, parseRoutingRule, type RoutingRule } from './routingRules.ts';
import { type Atom, JOINED, matches, parseAtom, type Value } from './rules/atom.ts';
import { UnknownForm } from './unknownForm.ts';

/** An element of a set or map, and what a map gives for it. */
export interface FoundElement {
  readonly element: string;
  readonly value: string;
}

export interface FoundRoute {
  readonly route: Route;
  readonly rule: RoutingRule;
}

/** In place of a first component that is an interval. */
const ANY = '*';
const NO_ADDRESS: Readonly<Record<Family, string>> = { 4: '0.0.0.0', 6: '::' };

interface Interval extends FoundElement {
  readonly key: readonly Atom[];
}

export class NamespaceObjects {
  readonly #wanted: WantedNamespace;
  readonly #links = new Map<string, LinkObject>();
  /** Links, and what is borrowed of the host. */
  readonly #devices = new Set<string>();
  readonly #tables = new Map<number, RouteTable>();
  readonly #rules: RoutingRule[] = [...KERNEL_RULES];
  /** By device. */
  readonly #addresses = new Map<string, string[]>();
  /** By set and first component, where that is no interval. */
  readonly #intervals = new Map<string, Interval[]>();
  readonly #calls: Readonly<Record<Hook, readonly HookCall[]>>;
  #sysctls: Readonly<Record<string, string>> = {};

  constructor(wanted: WantedNamespace) {
    this.#wanted = wanted;
    const chains: ChainObject[] = [];
    const routes: Route[] = [];
    for (const { object } of wanted.values()) {
      if (object.kind === 'chain') chains.push(object);
      else if (object.kind === 'route') routes.push(parseRoute(rest(object), object.state));
      else this.#read(object);
    }
    // The kernel takes a device's routes away with it.
    for (const route of routes) if (!route.device || this.#devices.has(route.device)) this.#addRoute(route);
    this.#rules.sort((a, b) => a.priority - b.priority);
    this.#calls = hookCalls(chains);
  }

  calls(hook: Hook): readonly HookCall[] {
    return this.#calls[hook];
  }

  chain(name: string): ChainObject {
    const object = this.#wanted.get(`chain ${name}`)?.object;
    if (object?.kind !== 'chain') throw new UnknownForm('chain', name);
    return object;
  }

  link(device: string): LinkObject | undefined {
    return this.#links.get(device);
  }

  sysctl(path: string): string | undefined {
    return this.#sysctls[path];
  }

  isLocal(address: string): boolean {
    return this.#tables.get(LOCAL_TABLE)?.find(address)?.type === 'local';
  }

  hasNeighbour(device: string, address: string): boolean {
    return this.#wanted.has(`neighbour ${device} ${address}`);
  }

  /** What a set or map has for the key. */
  elementOf(set: string, key: Value): FoundElement | undefined {
    const exact = this.#wanted.get(`element ${set} ${key}`);
    if (exact) return { element: String(key), value: exact.object.state };
    const parts = String(key).split(JOINED);
    for (const first of [parts[0], ANY]) {
      const intervals = this.#intervals.get(`${set} ${first}`) ?? [];
      const found = intervals.find((each) => each.key.every((atom, at) => matches(atom, parts[at] ?? '')));
      if (found) return { element: found.element, value: found.value };
    }
    return undefined;
  }

  /** The route that the rules lead to; undefined: there is none. */
  route(destination: string, asked: Asked): FoundRoute | undefined {
    const family = familyOf(destination);
    for (const rule of this.#rules) {
      if ((rule.family ?? family) !== family || !rule.appliesTo(asked)) continue;
      const route = this.#tables.get(rule.table)?.find(destination);
      if (route && route.type !== 'throw') return { route, rule };
    }
    return undefined;
  }

  /** Source of what the namespace itself sends by this route. */
  sourceFor({ source, device = '', via, family }: Route, destination: string): string {
    const ofFamily = (cidrs: readonly string[]) => cidrs.filter((cidr) => familyOf(cidr) === family);
    const cidrs = ofFamily(this.#addresses.get(device) ?? []);
    const near = cidrs.find((cidr) => isIn(cidr, via ?? destination));
    const [any] = ofFamily([...this.#addresses.values()].flat());
    return source ?? addressOf(near ?? cidrs[0] ?? any ?? NO_ADDRESS[family]);
  }

  #read(object: KernelObject): void {
    if (object.kind === 'namespace') this.#sysctls = object.sysctls;
    if (object.kind === 'link') this.#links.set(object.name, object);
    if (object.kind === 'link' || object.kind === 'borrowed') this.#devices.add(object.name);
    // Who is there is not known: what goes out by it has left.
    if (object.kind === 'borrowed')
      this.#links.set(object.name, { ...link(object.name, 1500, ''), key: object.key });
    if (object.kind === 'rule') this.#rules.push(readRule(object.key));
    if (object.kind === 'address') this.#readAddress(rest(object));
    if (object.kind === 'element') this.#readElement(object.key, object.state);
  }

  #readAddress(words: string): void {
    const [device = '', cidr = ''] = words.split(' ');
    listIn(this.#addresses, device).push(cidr);
    for (const route of routesOfAddress(device, cidr)) this.#addRoute(route);
  }

  #addRoute(route: Route): void {
    const table = this.#tables.get(route.table) ?? new RouteTable();
    this.#tables.set(route.table, table);
    table.add(route);
  }

  #readElement(key: string, value: string): void {
    const [, set = '', ...words] = key.split(' ');
    if (!this.#hasIntervals(set)) return;
    const read = interval(words.join(' '), value);
    const [first] = read.key;
    const place = `${set} ${first?.kind === 'value' ? first.value : ANY}`;
    listIn(this.#intervals, place).push(read);
  }

  #hasIntervals(set: string): boolean {
    return this.#wanted.get(`set ${set}`)?.object.state.includes('interval') ?? false;
  }
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** It sends on what is not its own. */
export function forwards(objects: NamespaceObjects, family: Family): boolean {
  return objects.sysctl(family === 4 ? 'ipv4/ip_forward' : 'ipv6/conf/all/forwarding') === '1';
}

/** @param key of rules for IPv6 begins with `rule6` */
export function readRule(key: string): RoutingRule {
  const [kind = '', ...words] = key.split(' ');
  return parseRoutingRule(words.join(' '), kind === 'rule6' ? 6 : 4);
}

/** What the kernel adds by itself: the address, and its subnet with the broadcast address. */
function* routesOfAddress(device: string, cidr: string): Iterable<Route> {
  const address = addressOf(cidr);
  yield kernelRoute(address, 'local', device);
  const length = Number(cidr.split('/')[1]);
  const block = parseBlock(cidr);
  if (!block || length === parseBlock(address)?.prefixLength) return;
  yield parseRoute(cidr, `dev ${device}`);
  if (block.family === 4 && length < 31) {
    const last = Number(block.base) + 2 ** (32 - length) - 1;
    yield kernelRoute(formatIpv4(last), 'broadcast', device);
  }
}

function kernelRoute(address: string, type: 'local' | 'broadcast', device: string): Route {
  return { ...parseRoute(address, `dev ${device}`), table: LOCAL_TABLE, type, path: type };
}

function interval(element: string, value: string): Interval {
  const key = element.split(JOINED).map((part) => {
    const atom = parseAtom(part);
    if (!atom) throw new UnknownForm('element', element);
    return atom;
  });
  return { element, value, key };
}

function addressOf(cidr: string): string {
  return cidr.split('/')[0] ?? cidr;
}

function isIn(cidr: string, address: string): boolean {
  const atom = parseAtom(cidr);
  return atom !== undefined && matches(atom, address);
}

function rest({ kind, key }: KernelObject): string {
  return key.slice(kind.length + 1);
}
