/** What the kernel has in a namespace, in the words of program/render/objects.ts. */
import type { ActualNamespace } from '../../program/diff.ts';
import { type Family, IPV4, IPV6 } from '../../program/render/family.ts';
import {
  borrowedState,
  isRouteType,
  linkState,
  routingRule,
  sysctlState,
} from '../../program/render/objects.ts';
import { namespacePath } from '../namespaces.ts';
import { type Borrowed, readBorrowed } from './borrowed.ts';
import { attempt, run } from './exec.ts';
import { type NftListing, parseTable } from './parseTable.ts';
import { readSysctls, type Sysctls } from './sysctls.ts';

/**
 * Everything but the flow cache's programs.
 *
 * @param sysctls the parameters that matter there, as they should be
 */
export async function readNamespace(name: string, sysctls: Sysctls): Promise<ActualNamespace> {
  const [links, routes, rules, neighbours, ipv6, table, values] = await Promise.all([
    run(['ip', '-n', name, '-json', 'address', 'show']),
    run(['ip', '-n', name, '-4', '-json', 'route', 'show', 'table', 'all', 'proto', 'static']),
    run(['ip', '-n', name, '-json', 'rule', 'show']),
    run(['ip', '-n', name, '-json', 'neigh', 'show', 'nud', 'permanent']),
    readIpv6(name, sysctls),
    attempt([
      'nsenter',
      `--net=${namespacePath(name)}`,
      'nft',
      '-nn',
      '-j',
      'list',
      'table',
      'inet',
      'postern',
    ]),
    readSysctls(name, sysctls),
  ]);
  const found = parseList<IpLink>(links);
  return new Map([
    ['namespace', sysctlState(values)],
    ...linkEntries(found, await borrowedIn(name, found)),
    ...routeEntries(parseList(routes), IPV4),
    ...routeEntries(parseList(ipv6.routes), IPV6),
    ...ruleEntries(parseList(rules), IPV4),
    ...ruleEntries(parseList(ipv6.rules), IPV6),
    ...neighbourEntries(parseList(neighbours)),
    ...(table.status === 0 ? parseTable(JSON.parse(table.stdout) as NftListing) : []),
  ]);
}

/** Nothing where there is to be no IPv6: the kernel may not even have it. */
async function readIpv6(name: string, sysctls: Sysctls): Promise<{ routes: string; rules: string }> {
  if (sysctls['ipv6/conf/all/disable_ipv6'] !== '0') return { routes: '', rules: '' };
  const [routes, rules] = await Promise.all([
    run(['ip', '-n', name, '-6', '-json', 'route', 'show', 'table', 'all', 'proto', 'static']),
    run(['ip', '-n', name, '-6', '-json', 'rule', 'show']),
  ]);
  return { routes, rules };
}

/** Links that may carry programs of the flow cache. */
export function programmedDevices(contents: ActualNamespace): string[] {
  const links = [...contents.keys()].filter((key) => key.startsWith('link ')).map((key) => key.slice(5));
  return links.filter((device) => PROGRAMMED.test(device));
}

interface IpLink {
  readonly ifname: string;
  readonly mtu: number;
  readonly address?: string;
  readonly flags: readonly string[];
  readonly addr_info: readonly {
    readonly family: string;
    readonly local: string;
    readonly prefixlen: number;
    /** `link`: the kernel's own, of one link. */
    readonly scope: string;
  }[];
}

interface IpRoute {
  /** Absent: it leads somewhere. */
  readonly type?: string;
  readonly dst: string;
  readonly gateway?: string;
  readonly dev?: string;
  readonly flags?: readonly string[];
  /** Absent: the main one. */
  readonly table?: string;
}

interface IpRule {
  readonly priority: number;
  readonly src: string;
  readonly iif?: string;
  /** `0x10000000`. */
  readonly fwmark?: string;
  readonly table: string;
  readonly protocol?: string;
}

interface IpNeighbour {
  readonly dst: string;
  readonly dev: string;
  readonly lladdr?: string;
}

/** Some kernels put tunnel devices of their own into every namespace. */
const OURS = /^(lo|fab0|inet0|out0|postern0|eth\d+|[aeptvw][0-9a-f]+)$/;
const PROGRAMMED = /^(fab0|[ev][0-9a-f]+)$/;

/** Only of links that may be borrowed: of most namespaces nothing has to be asked. */
async function borrowedIn(name: string, links: readonly IpLink[]): Promise<readonly Borrowed[]> {
  return links.some(({ ifname }) => ifname.startsWith('w')) ? await readBorrowed(name) : [];
}

function* linkEntries(links: readonly IpLink[], borrowed: readonly Borrowed[]): Iterable<[string, string]> {
  for (const { ifname, mtu, address = '', flags, addr_info } of links) {
    if (!OURS.test(ifname)) continue;
    const isUp = flags.includes('UP');
    const lent = borrowed.find((each) => each.name === ifname);
    if (lent) yield [`borrowed ${ifname}`, borrowedState(lent.hostInterface, isUp)];
    else yield [`link ${ifname}`, linkState(mtu, address, isUp)];
    for (const { local, prefixlen, scope } of addr_info) {
      if (scope === 'link' || local === '127.0.0.1' || local === '::1') continue;
      yield [`address ${ifname} ${local}/${prefixlen}`, ''];
    }
  }
}

function* routeEntries(routes: readonly IpRoute[], family: Family): Iterable<[string, string]> {
  for (const route of routes) {
    const destination = destinationOf(route, family);
    yield [`route ${route.table ? `${destination} table ${route.table}` : destination}`, routeState(route)];
  }
}

function destinationOf({ dst }: IpRoute, family: Family): string {
  if (dst === 'default') return family === IPV6 ? family.everywhere : dst;
  return dst.includes('/') ? dst : `${dst}/${family.whole}`;
}

function routeState({ type = '', gateway, dev, flags = [] }: IpRoute): string {
  if (isRouteType(type)) return type;
  const words = [gateway ? `via ${gateway}` : '', `dev ${dev}`, flags.includes('onlink') ? 'onlink' : ''];
  return words.filter(Boolean).join(' ');
}

/** The kernel's own rules, and those of an instance's user, are no static ones. */
function* ruleEntries(rules: readonly IpRule[], family: Family): Iterable<[string, string]> {
  for (const { priority, src, iif, fwmark, table, protocol } of rules) {
    if (protocol !== 'static') continue;
    const mark = fwmark === undefined ? undefined : Number(fwmark);
    yield [routingRule({ family, priority, from: src, iif, mark, table: Number(table) }).key, ''];
  }
}

function* neighbourEntries(neighbours: readonly IpNeighbour[]): Iterable<[string, string]> {
  for (const { dst, dev, lladdr = '' } of neighbours) {
    if (OURS.test(dev)) yield [`neighbour ${dev} ${dst}`, lladdr];
  }
}

/** `ip -json` writes nothing at all for an empty list. */
function parseList<T>(text: string): T[] {
  return text.trim() === '' ? [] : JSON.parse(text);
}
