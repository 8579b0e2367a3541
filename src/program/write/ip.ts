/** A change as lines of `ip -batch`: links first, then addresses, neighbours, routes, rules; what goes, the other way round. */
import type { Change } from '../diff.ts';
import { nameOfOperator } from '../namespaceKinds.ts';
import { isRouteType, type KernelObject, type LinkObject, type RouteObject } from '../render/objects.ts';

/** @param nameOf full name of a namespace */
export function ipText(
  { put, removed }: Change,
  actual: ReadonlyMap<string, string>,
  nameOf: (namespace: string) => string,
): string {
  const lost = new Set(removalsOf(removed, 'link', (name) => [name]));
  const goesAnyway = standingOn(lost, actual);
  const going = removed.filter((key) => !goesAnyway(key));
  return textOf([
    ...removalsOf(going, 'rule', (words) => [`rule del ${words}`]),
    ...removalsOf(going, 'route', (destination) => [`route del ${destination} proto static`]),
    ...removalsOf(going, 'neighbour', (where) => [`neigh del ${neighbourWords(where)}`]),
    ...removalsOf(going, 'address', (where) => [`address del ${addressWords(where)}`]),
    ...removalsOf(going, 'link', (name) => (isBetweenRouters(name) ? [] : [`link del ${name}`])),
    ...ofKind(put, 'link')
      .filter((object) => !isForeign(object))
      .flatMap((object) => linkLines(object, actual.get(object.key), nameOf)),
    ...ofKind(put, 'address').map(
      ({ key }) => `address replace ${addressWords(key.slice('address '.length))}${unasked(key)}`,
    ),
    ...ofKind(put, 'neighbour').map(
      ({ key, state }) =>
        `neigh replace ${neighbourWords(key.slice('neighbour '.length))} lladdr ${state} nud permanent`,
    ),
    ...ofKind(put, 'route').map(routeLine),
    ...rulesOf(put, 'rule').map((words) => `rule add ${words} protocol static`),
  ]);
}

/** The rules for IPv6, as lines of `ip -6 -batch`: where no address tells the family, the command has to. */
export function ip6Text({ put, removed }: Change): string {
  return textOf([
    ...removalsOf(removed, 'rule6', (words) => [`rule del ${words}`]),
    ...rulesOf(put, 'rule6').map((words) => `rule add ${words} protocol static`),
  ]);
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function rulesOf(put: readonly KernelObject[], kind: 'rule' | 'rule6'): string[] {
  return ofKind(put, 'rule')
    .filter(({ key }) => key.startsWith(`${kind} `))
    .map(({ key }) => key.slice(kind.length + 1));
}

/**
 * Links into namespaces of the operator's, each a text of its own: where one is not there `ip` ends at once, whatever
 * else it was to do.
 */
export function foreignLinkTexts(
  { put }: Change,
  actual: ReadonlyMap<string, string>,
  nameOf: (namespace: string) => string,
): string[] {
  return ofKind(put, 'link')
    .filter(isForeign)
    .map((object) =>
      linkLines(object, actual.get(object.key), nameOf)
        .map((line) => `${line}\n`)
        .join(''),
    );
}

function isForeign({ peer }: LinkObject): boolean {
  return peer !== undefined && nameOfOperator(peer.namespace) !== undefined;
}

/**
 * Links whose ends are in two namespaces that both stay. Either side deletes them (`lostLinkText`), and the second finds
 * them gone.
 */
function isBetweenRouters(link: string): boolean {
  return /^(inet0|[aptw][0-9a-f]+)$/.test(link);
}

/** Lines that take away links which the other side may have taken away already: each may fail. */
export function lostLinkText({ removed }: Change): string {
  return removalsOf(removed, 'link', (name) => (isBetweenRouters(name) ? [`link del ${name}\n`] : [])).join(
    '',
  );
}

/** Keys of what stands on links that go: the kernel drops it with them. */
function standingOn(links: ReadonlySet<string>, actual: ReadonlyMap<string, string>) {
  return (key: string) => {
    const [kind, device = ''] = key.split(' ');
    if (kind !== 'route') return kind !== 'link' && links.has(device);
    return links.has(/(?<=dev )\S+/.exec(actual.get(key) ?? '')?.[0] ?? '');
  };
}

function routeLine({ key, state }: RouteObject): string {
  const destination = key.slice('route '.length);
  if (!isRouteType(state)) return `route replace ${destination} ${state} proto static`;
  const device = state === 'local' ? ' dev lo' : '';
  return `route replace ${state} ${destination}${device} proto static`;
}

/** State of a link whose far end is lost: it has to be deleted before it can be made. */
export const HALF_LINK = 'half';

function linkLines(
  object: LinkObject,
  before: string | undefined,
  nameOf: (namespace: string) => string,
): string[] {
  const { name, mtu, macAddress, peer } = object;
  if (name === 'lo') return ['link set lo up'];
  const itself = `${name} mtu ${mtu} address ${macAddress}`;
  if (!peer || (before !== undefined && before !== HALF_LINK)) return [`link set ${itself} up`];
  const far = `name ${peer.name} mtu ${mtu} address ${peer.macAddress} netns ${nameOf(peer.namespace)}`;
  const removal = before === HALF_LINK ? [`link del ${name}`] : [];
  return [...removal, `link add ${itself} type veth peer ${far}`, atOnce(name), `link set ${name} up`];
}

/** A router answers for others only after a random part of this time, 0.8 s unless told; each device has its own. */
export function atOnce(device: string): string {
  return `ntable change name arp_cache dev ${device} proxy_delay 0`;
}

/** A device that was there before IPv6 would first ask whether another has the address, and not use it meanwhile. */
function unasked(key: string): string {
  return key.includes(':') ? ' nodad' : '';
}

/** `lo 10.0.0.2/32` → `10.0.0.2/32 dev lo`. */
function addressWords(where: string): string {
  const [device, cidr] = where.split(' ');
  return `${cidr} dev ${device}`;
}

/** `fab0 240.0.0.1` → `240.0.0.1 dev fab0`. */
function neighbourWords(where: string): string {
  const [device, address] = where.split(' ');
  return `${address} dev ${device}`;
}

function removalsOf(removed: readonly string[], kind: string, lines: (rest: string) => string[]): string[] {
  return removed
    .filter((key) => key.startsWith(`${kind} `))
    .flatMap((key) => lines(key.slice(kind.length + 1)));
}

function ofKind<K extends KernelObject['kind']>(objects: readonly KernelObject[], kind: K) {
  return objects.filter((object): object is Extract<KernelObject, { kind: K }> => object.kind === kind);
}
