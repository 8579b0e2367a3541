/**
 * Small random programs: two VPCs with the same addresses, instances, groups, a load balancer and an endpoint to it,
 * each sound, each with something that may keep packets from arriving.
 */
import type { Random } from '../../src/base/random.ts';
import { peeringName, tableNumber } from '../../src/program/interfaceNames.ts';
import type {
  AclEntry,
  EndpointRow,
  GroupRow,
  GroupRule,
  ListenerGroup,
  ListenerRow,
  PortRow,
  ProgramRow,
  RouteTableRow,
} from '../../src/program/rows.ts';
import {
  admissionRow,
  attachedEndpointRow,
  CHECK,
  CLIENT,
  CONSUMER,
  ENDPOINT_ADDRESS,
  endpointRow,
  instanceRow,
  listenerRow,
  NODE_ADDRESS,
  nodeRow,
  PROVIDER,
  portRow,
  SHARED_ADDRESS,
  TARGET,
  vpcRow,
} from './twoVpcs.ts';

export interface Host {
  readonly instance: string;
  readonly vpcId: string;
  readonly addresses: readonly string[];
}

export interface RandomWorld {
  readonly rows: readonly ProgramRow[];
  /** Those that can send; they answer on all of `ANSWERED_PORTS`. */
  readonly hosts: readonly Host[];
  /** What may be dialed: of hosts, of nobody, of routers. */
  readonly destinations: readonly string[];
}

export interface Probe {
  readonly id: number;
  readonly from: string;
  readonly source?: string;
  readonly protocol: number;
  readonly destination: string;
  readonly port: number;
}

export const ANSWERED_PORTS = [80, 81];
/** 82 is closed everywhere. */
const PORTS = [80, 80, 80, 81, 82];

const IPV6_BLOCK = '2600:1f18:1::/56';
const IPV6 = {
  node: '2600:1f18:1::20',
  endpoint: '2600:1f18:1::30',
  [SHARED_ADDRESS]: '2600:1f18:1::10',
  '10.0.1.11': '2600:1f18:1:1::11',
} as const;
const [ICMP, TCP, UDP] = [1, 6, 17];

const SUBNETS = [
  { number: 1, cidr: '10.0.0.0/24', ipv6Cidr: '2600:1f18:1::/64' },
  { number: 2, cidr: '10.0.1.0/24', ipv6Cidr: '2600:1f18:1:1::/64' },
] as const;
const SECOND_TARGET = 'i-0aaaaaaaaaaaaaaa9';
const SECOND_CLIENT = 'i-0bbbbbbbbbbbbbbb9';
const SECONDARY_ADDRESS = '10.0.1.12';
const TABLES = { [PROVIDER]: 'rtb-0aaaaaaaaaaaaaaa1', [CONSUMER]: 'rtb-0bbbbbbbbbbbbbbb1' } as const;
/** A third VPC, the provider's peer, all of whose addresses are its own. */
const PEER = {
  vpcId: 'vpc-0ccccccccccccccc3',
  instance: 'i-0ccccccccccccccc3',
  address: '10.1.0.10',
  block: '10.1.0.0/16',
};
const PEER_TABLE = 'rtb-0ccccccccccccccc1';
const PEERING = 'pcx-0acacacacacacacac';
const BY_PEERING = { link: peeringName(PEERING), row: `peering/${PEERING}` };
const GROUPS = {
  [PROVIDER]: ['sg-0aaaaaaaaaaaaaaa1', 'sg-0aaaaaaaaaaaaaaa2'],
  [CONSUMER]: ['sg-0bbbbbbbbbbbbbbb1', 'sg-0bbbbbbbbbbbbbbb2'],
} as const;

type Subnet = (typeof SUBNETS)[number];
type VpcId = keyof typeof GROUPS;

export function randomWorld(random: Random): RandomWorld {
  const isDual = random.integer(2) === 0;
  const rows = [PROVIDER, CONSUMER].flatMap((vpcId) => vpcRows(vpcId as VpcId, isDual, random));
  rows.push(...peer(random));
  const hosts = rows.filter((row): row is PortRow => row.kind === 'port').map(hostOf);
  return {
    rows: inSubnets([...rows, ...service(isDual, random), ...connection(isDual, random)]),
    hosts,
    destinations: [
      ...new Set(hosts.flatMap(({ addresses }) => addresses)),
      ...[
        NODE_ADDRESS,
        ENDPOINT_ADDRESS,
        nodeRow.fabricAddress,
        '10.0.0.99',
        '192.168.7.7',
        '10.0.0.2',
        '10.0.0.1',
      ],
      ...(isDual ? [IPV6.node, IPV6.endpoint, '2600:1f18:1::99', '2001:db8::1'] : []),
    ],
  };
}

/** At most one echo request from a host to a destination. */
export function randomProbes(count: number, world: RandomWorld, random: Random): Probe[] {
  const probes = Array.from({ length: count }, (_, id) => randomProbe(id, world, random));
  const echoes = new Set<string>();
  return probes.filter(({ protocol, from, destination }) => {
    const echo = `${from} ${destination}`;
    return protocol !== ICMP || (!echoes.has(echo) && echoes.add(echo));
  });
}

function randomProbe(id: number, { hosts, destinations }: RandomWorld, random: Random): Probe {
  const host = pick(hosts, random);
  const isBalanced = random.integer(2) === 0;
  const destination = pick(isBalanced ? balanced(host.vpcId, destinations) : destinations, random);
  const isResolver = destination === '10.0.0.2' && random.integer(2) === 0;
  const own = host.addresses.filter((address) => address.includes(':') === destination.includes(':'));
  const source = own.length > 1 && random.integer(2) === 0 ? pick(own, random) : undefined;
  return {
    id,
    from: host.instance,
    protocol: pick(destination.includes(':') ? [TCP, UDP] : [TCP, TCP, UDP, UDP, ICMP], random),
    destination,
    port: isResolver ? 53 : pick(PORTS, random),
    ...(source && { source }),
  };
}

/** What leads to targets from there. */
function balanced(vpcId: string, destinations: readonly string[]): string[] {
  const addresses: readonly string[] =
    vpcId === CONSUMER ? [ENDPOINT_ADDRESS, IPV6.endpoint] : [NODE_ADDRESS, IPV6.node];
  return destinations.filter((each) => addresses.includes(each));
}

function hostOf({ instanceId, vpcId, address, secondaryAddresses = [], ipv6Addresses = [] }: PortRow): Host {
  return { instance: instanceId, vpcId, addresses: [address, ...secondaryAddresses, ...ipv6Addresses] };
}

function vpcRows(vpcId: VpcId, isDual: boolean, random: Random): ProgramRow[] {
  const isProvider = vpcId === PROVIDER;
  const [first, second] = isProvider ? [TARGET, SECOND_TARGET] : [CLIENT, SECOND_CLIENT];
  const letter = isProvider ? 'a' : 'b';
  const filtered = SUBNETS.flatMap((subnet) => acl(vpcId, letter, subnet, isDual, random));
  const table = routeTable(vpcId, letter, isDual, random);
  const isRouted = () => ({ ...(random.integer(2) === 0 && table && { table: table.table }) });
  const vpc = vpcRow(vpcId, isProvider ? '240.0.64.0/18' : '240.0.128.0/18');
  return [
    { ...vpc, ...(isDual && { ipv6Cidrs: [IPV6_BLOCK] }) },
    ...GROUPS[vpcId].map((groupId) => group(vpcId, groupId, isDual, random)),
    ...[first, second].map(
      (id): ProgramRow => ({ ...instanceRow(id, vpcId), ...(isDual && { ipv6: true }) }),
    ),
    {
      ...portRow(`eni-0${letter.repeat(14)}10`, vpcId, first, SHARED_ADDRESS, ''),
      groupIds: some(GROUPS[vpcId], random),
      ...(isDual && { ipv6Addresses: [IPV6[SHARED_ADDRESS]] }),
      ...isRouted(),
    },
    {
      ...portRow(`eni-0${letter}99999999999999`, vpcId, second, '10.0.1.11', ''),
      gateway: '10.0.1.1',
      secondaryAddresses: [SECONDARY_ADDRESS],
      groupIds: some(GROUPS[vpcId], random),
      ...(random.integer(3) === 0 && { anySource: true }),
      ...(isDual && { ipv6Addresses: [IPV6['10.0.1.11']] }),
      ...isRouted(),
    },
    ...(table ? [table] : []),
    ...filtered,
  ];
}

/** There in every world; its routes lead to all of the provider's VPC or to a part. */
function peer(random: Random): ProgramRow[] {
  const { vpcId, instance, address, block } = PEER;
  const groupId = 'sg-0ccccccccccccccc1';
  const table = tableNumber(PEER_TABLE);
  const to = { destination: random.integer(4) > 0 ? '10.0.0.0/16' : '10.0.1.0/24', via: BY_PEERING };
  return [
    { ...vpcRow(vpcId, '240.0.192.0/18'), cidrs: [block], resolverAddresses: ['10.1.0.2'] },
    openGroup(vpcId, groupId),
    instanceRow(instance, vpcId),
    { ...portRow('eni-0cccccccccccccc10', vpcId, instance, address, groupId), gateway: '10.1.0.1', table },
    { kind: 'routes', id: PEER_TABLE, vpcId, table, local: [block], routes: [to] },
    {
      kind: 'peering',
      id: PEERING,
      vpcId: PROVIDER,
      cidrs: ['10.0.0.0/16'],
      peerVpcId: vpcId,
      peerCidrs: [block],
      mtu: 9001,
    },
  ];
}

function openGroup(vpcId: string, groupId: string): GroupRow {
  const everything: GroupRule[] = [{ id: `sgr-0${groupId.slice(4)}`, peer: { cidr: '0.0.0.0/0' } }];
  return {
    kind: 'group',
    id: `${vpcId}/${groupId}`,
    vpcId,
    groupId,
    ingress: everything,
    egress: everything,
  };
}

function routeTable(
  vpcId: VpcId,
  letter: string,
  isDual: boolean,
  random: Random,
): RouteTableRow | undefined {
  if (random.integer(2) === 0) return undefined;
  const id = TABLES[vpcId];
  const via = { port: `eni-0${letter}99999999999999`, address: '10.0.1.11' };
  const routes: RouteTableRow['routes'] = [
    { destination: '192.168.0.0/16', via: pick(['blackhole' as const, via], random) },
    { destination: '192.168.7.0/24', via },
    { destination: '10.0.0.16/28', via: pick(['blackhole' as const, via], random) },
    ...(vpcId === PROVIDER ? [{ destination: PEER.block, via: BY_PEERING }] : []),
  ];
  const local = ['10.0.0.0/16', ...(isDual ? [IPV6_BLOCK] : [])];
  return {
    kind: 'routes',
    id,
    vpcId,
    table: tableNumber(id),
    local,
    routes: routes.filter(() => random.integer(2) === 0),
  };
}

function group(vpcId: VpcId, groupId: string, isDual: boolean, random: Random): GroupRow {
  const rules = (direction: string) =>
    Array.from({ length: random.integer(4) }, (_, index) =>
      rule(`sgr-0${groupId.slice(4, -2)}${direction}${index}`, vpcId, isDual, random),
    );
  const everything: GroupRule[] = ['0.0.0.0/0', '::/0'].map((cidr, index) => ({
    id: `sgr-0${groupId.slice(4, -2)}f${index}`,
    peer: { cidr },
  }));
  const isOpen = (times: number) => random.integer(times) > 0;
  return {
    kind: 'group',
    id: `${vpcId}/${groupId}`,
    vpcId,
    groupId,
    ...(isDual && { ipv6: true }),
    ingress: isOpen(3) ? everything : rules('a'),
    egress: isOpen(6) ? everything : rules('b'),
  };
}

/** One in three subnets has an ACL that does not allow everything. */
function acl(vpcId: VpcId, letter: string, subnet: Subnet, isDual: boolean, random: Random): ProgramRow[] {
  if (random.integer(3) > 0) return [];
  const { number, cidr, ipv6Cidr } = subnet;
  const aclId = `acl-0${letter}${number}`;
  const entries = () =>
    Array.from({ length: 1 + random.integer(4) }, (_, index) => entry(100 + index, isDual, random));
  return [
    { kind: 'acl', id: aclId, vpcId, ingress: entries(), egress: entries() },
    {
      kind: 'subnet',
      id: `subnet-0${letter}${number}`,
      vpcId,
      cidrs: isDual ? [cidr, ipv6Cidr] : [cidr],
      aclId,
    },
  ];
}

/** Where clients' ports matter, all that the kernel gives are in or out: trace knows none of them beforehand. */
function entry(number: number, isDual: boolean, random: Random): AclEntry {
  const protocol = pick([TCP, UDP, ICMP, undefined, undefined], random);
  const ports = [
    [80, 80],
    [1024, 65_535],
    [32_768, 60_999],
    [0, 65_535],
  ];
  const [from = 0, to = 0] = protocol === ICMP ? icmp(random) : pick(ports, random);
  const blocks = ['0.0.0.0/0', '0.0.0.0/0', '10.0.0.0/24', '10.0.1.0/24', '10.0.0.30/32'];
  return {
    number,
    allow: random.integer(4) > 0,
    cidr: pick(isDual ? [...blocks, '::/0', '2600:1f18:1:1::/64'] : blocks, random),
    ...(protocol !== undefined && { protocol, ports: { from, to } }),
  };
}

/** Type and code: of echo requests and answers, -1 for all. */
function icmp(random: Random): readonly number[] {
  return pick(
    [
      [8, -1],
      [0, -1],
      [8, 0],
      [3, 3],
      [-1, -1],
    ],
    random,
  );
}

/** Says of each row in which subnet it lies, where that subnet has a row. */
function inSubnets(rows: readonly ProgramRow[]): ProgramRow[] {
  return rows.map((row) => {
    if (row.kind !== 'port' && row.kind !== 'endpoint' && row.kind !== 'node') return row;
    const third = row.address.split('.')[2];
    const subnet = rows.find(
      (each) =>
        each.kind === 'subnet' && each.vpcId === row.vpcId && each.cidrs.includes(`10.0.${third}.0/24`),
    );
    return subnet ? { ...row, subnetId: subnet.id } : row;
  });
}

function rule(id: string, vpcId: VpcId, isDual: boolean, random: Random): GroupRule {
  const protocol = pick([TCP, TCP, UDP, UDP, ICMP, undefined], random);
  const ports = [
    [80, 80],
    [80, 81],
    [81, 90],
    [0, 65_535],
  ];
  const [from = 0, to = 0] = protocol === ICMP ? icmp(random) : pick(ports, random);
  const blocks = ['0.0.0.0/0', '10.0.0.0/24', '10.0.1.0/24', '10.0.0.10/32', '10.0.0.16/28'];
  const peers: readonly GroupRule['peer'][] = [
    ...[...blocks, ...(isDual ? ['::/0', '2600:1f18:1::/64', '2600:1f18:1:1::11/128'] : [])].map((cidr) => ({
      cidr,
    })),
    ...GROUPS[vpcId].map((groupId) => ({ groupId })),
  ];
  return {
    id,
    ...(protocol !== undefined && { protocol, ports: { from, to } }),
    peer: pick(peers, random),
  };
}

function service(isDual: boolean, random: Random): ProgramRow[] {
  const node = {
    ...nodeRow,
    groupIds: random.integer(2) === 0 ? [] : some(GROUPS[PROVIDER], random),
    ...(isDual && { ipv6Address: IPV6.node }),
  };
  return [node, ...[6, 17].map((protocol) => listener(protocol, isDual, random))];
}

function listener(protocol: number, isDual: boolean, random: Random): ListenerRow {
  const groups = Array.from({ length: 1 + random.integer(2) }, () => listenerGroup(false, random));
  return {
    ...listenerRow,
    id: `${listenerRow.id}/${protocol}`,
    protocol,
    keepsGroup: random.integer(2) === 0,
    groups: isDual ? [...groups, listenerGroup(true, random)] : groups,
    ...(isDual && { nodeIpv6Address: IPV6.node }),
  };
}

function listenerGroup(isIpv6: boolean, random: Random): ListenerGroup {
  const places = [SHARED_ADDRESS, '10.0.1.11'] as const;
  return {
    weight: pick([0, 1, 3], random),
    preserveClientIp: random.integer(2) === 0,
    sticky: random.integer(2) === 0,
    healthyForRouting: 1,
    healthyForDns: 1,
    targets: places
      .filter(() => random.integer(3) > 0)
      .map((address) => ({
        address: isIpv6 ? IPV6[address] : address,
        port: pick(PORTS, random),
        check: CHECK,
      })),
    allChecks: [CHECK],
  };
}

function connection(isDual: boolean, random: Random): ProgramRow[] {
  const groupIds = some(GROUPS[CONSUMER], random);
  const ends = { groupIds, ...(isDual && { ipv6Address: IPV6.endpoint }) };
  if (random.integer(5) === 0) return [{ ...endpointRow, ...ends }];
  const { attachment } = attachedEndpointRow;
  const loadBalancerIngress =
    random.integer(4) === 0 ? [rule('sgr-0d', CONSUMER, isDual, random)] : undefined;
  const endpoint: EndpointRow = {
    ...attachedEndpointRow,
    ...ends,
    attachment: attachment && {
      ...attachment,
      ...(isDual && { ipv6: true }),
      ...(loadBalancerIngress && { loadBalancerIngress }),
    },
  };
  const admission = { ...admissionRow, ...(isDual && { ipv6: true as const }) };
  return random.integer(8) === 0 ? [endpoint] : [endpoint, admission];
}

/** At least one. */
function some<T>(of: readonly T[], random: Random): T[] {
  const chosen = of.filter(() => random.integer(2) === 0);
  return chosen.length > 0 ? chosen : [pick(of, random)];
}

function pick<T>(of: readonly T[], random: Random): T {
  return of[random.integer(of.length)] as T;
}
