/** What the kernel has in a namespace, in the words of program/render/objects.ts. */
import type { ActualNamespace } from '../../program/diff.ts';
import {
  isRouteType,
  linkState,
  programsKey,
  routingRule,
  sysctlState,
} from '../../program/render/objects.ts';
import { namespacePath } from '../namespaces.ts';
import { attempt, run } from './exec.ts';
import { type NftListing, parseTable } from './parseTable.ts';
import { readSysctls, type Sysctls } from './sysctls.ts';

/** Which of the flow cache's programs are on which of these devices. */
export type ReadPrograms = (devices: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** @param sysctls the parameters that matter there, as they should be */
export async function readNamespace(
  name: string,
  sysctls: Sysctls,
  readPrograms: ReadPrograms = async () => new Map(),
): Promise<ActualNamespace> {
  const [links, routes, rules, neighbours, table, values] = await Promise.all([
    run(['ip', '-n', name, '-json', 'address', 'show']),
    run(['ip', '-n', name, '-json', 'route', 'show', 'table', 'all', 'proto', 'static']),
    run(['ip', '-n', name, '-json', 'rule', 'show']),
    run(['ip', '-n', name, '-json', 'neigh', 'show', 'nud', 'permanent']),
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
  const devices = parseList<IpLink>(links).map(({ ifname }) => ifname);
  const programs = await readPrograms(devices.filter((device) => PROGRAMMED.test(device)));
  return new Map([
    ['namespace', sysctlState(values)],
    ...linkEntries(parseList(links)),
    ...[...programs].map(([device, role]) => [programsKey(device), role] as const),
    ...routeEntries(parseList(routes)),
    ...ruleEntries(parseList(rules)),
    ...neighbourEntries(parseList(neighbours)),
    ...(table.status === 0 ? parseTable(JSON.parse(table.stdout) as NftListing) : []),
  ]);
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
const OURS = /^(lo|fab0|inet0|eth\d+|[aeptvw][0-9a-f]+)$/;
/** Links that may carry programs of the flow cache. */
const PROGRAMMED = /^(fab0|[ev][0-9a-f]+)$/;

function* linkEntries(links: readonly IpLink[]): Iterable<[string, string]> {
  for (const { ifname, mtu, address = '', flags, addr_info } of links) {
    if (!OURS.test(ifname)) continue;
    yield [`link ${ifname}`, linkState(mtu, address, flags.includes('UP'))];
    for (const { family, local, prefixlen } of addr_info) {
      if (family !== 'inet' || local === '127.0.0.1') continue;
      yield [`address ${ifname} ${local}/${prefixlen}`, ''];
    }
  }
}

function* routeEntries(routes: readonly IpRoute[]): Iterable<[string, string]> {
  for (const route of routes) {
    const { dst, table } = route;
    const whole = dst === 'default' || dst.includes('/') ? dst : `${dst}/32`;
    yield [`route ${table ? `${whole} table ${table}` : whole}`, routeState(route)];
  }
}

function routeState({ type = '', gateway, dev, flags = [] }: IpRoute): string {
  if (isRouteType(type)) return type;
  const words = [gateway ? `via ${gateway}` : '', `dev ${dev}`, flags.includes('onlink') ? 'onlink' : ''];
  return words.filter(Boolean).join(' ');
}

/** The kernel's own rules, and those of an instance's user, are no static ones. */
function* ruleEntries(rules: readonly IpRule[]): Iterable<[string, string]> {
  for (const { priority, src, iif, fwmark, table, protocol } of rules) {
    if (protocol !== 'static') continue;
    const mark = fwmark === undefined ? undefined : Number(fwmark);
    yield [routingRule({ priority, from: src, iif, mark, table: Number(table) }).key, ''];
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
