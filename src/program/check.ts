/**
 * What is wrong with a program. The agent applies no row that this names: text of rows reaches nft and ip, so
 * each field must be exactly what it claims to be, and rows must agree with each other.
 */
import { containsAddress, overlaps, parseCidr, parseIpv4 } from '../base/ip.ts';
import { containsIpv6Cidr, parseIpv6Cidr } from '../base/ipv6.ts';
import { checkShape } from './checkShape.ts';
import { isTransit, transitClaims, transitReferenceFaults } from './checkTransit.ts';
import { fabricPortName, portName, vpnLinkName } from './interfaceNames.ts';
import { linkOf } from './links.ts';
import { addressesOfPrefixes } from './prefixAddresses.ts';
import {
  type EndpointRow,
  type GroupRow,
  type NodeRow,
  type OnPremisesRow,
  type PortRow,
  type ProgramRow,
  type PublicAddressRow,
  type RouteTableRow,
  type RowKey,
  rowKey,
  type VpcRow,
} from './rows.ts';

export interface Violation {
  readonly key: RowKey;
  readonly message: string;
}

type Rows = ReadonlyMap<RowKey, ProgramRow>;
export type RowLookup = Pick<Rows, 'get' | 'has'>;

/** Every violation, in the order of rows. Where two rows claim the same thing, the later one is at fault. */
export function check(rows: Rows): Violation[] {
  const claims = new Map<string, RowKey>();
  const violations: Violation[] = [];
  for (const [key, row] of rows) {
    const shape = key === rowKey(row) ? checkShape(row) : ['its key does not belong to it'];
    const all = shape.length > 0 ? shape : [...referenceFaults(row, rows), ...conflicts(row, key, claims)];
    violations.push(...all.map((message) => ({ key, message })));
  }
  return violations;
}

export interface Admissible {
  readonly rows: ReadonlyMap<RowKey, ProgramRow>;
  readonly violations: readonly Violation[];
}

/** The rows that can be applied: those at fault left out, then those that relied on them, and so on. */
export function admissible(rows: Rows): Admissible {
  const violations: Violation[] = [];
  let left = rows;
  for (;;) {
    const found = check(left);
    if (found.length === 0) return { rows: left, violations };
    violations.push(...found);
    const bad = new Set(found.map(({ key }) => key));
    left = new Map([...left].filter(([key]) => !bad.has(key)));
  }
}

/** What the row says of other rows and does not hold. It looks them up one by one. */
export function* referenceFaults(row: ProgramRow, rows: RowLookup): Iterable<string> {
  if (row.kind === 'vpc' || row.kind === 'names') return;
  if (isTransit(row)) return yield* transitReferenceFaults(row, rows);
  const vpc = rows.get(`vpc/${row.vpcId}`);
  if (vpc?.kind !== 'vpc') return void (yield `VPC ${row.vpcId} is unknown`);
  yield* groupReferences(row, rows);
  yield* aclReferences(row, rows);
  yield* addressPlaces(row, vpc);
  if (row.kind === 'port') yield* holderOf(row, rows);
  if (row.kind === 'publicAddress') yield* publicPlace(row, vpc, rows);
  if (row.kind === 'onPremises') yield* networkBehind(row, vpc);
  if (row.kind === 'routes') yield* nextHops(row, vpc, rows);
  if (row.kind === 'peering' && !rows.has(`vpc/${row.peerVpcId}`)) yield `VPC ${row.peerVpcId} is unknown`;
  if (row.kind === 'listener') yield* nodeOf(row.nodeId, row.nodeAddress, row.nodeFabricAddress, rows);
}

function* groupReferences(row: ProgramRow, rows: RowLookup): Iterable<string> {
  for (const groupId of groupsOf(row)) {
    const key = 'vpcId' in row ? `group/${row.vpcId}/${groupId}` : '';
    if (!rows.has(key)) yield `group ${groupId} is unknown in its VPC`;
  }
}

function* aclReferences(row: ProgramRow, rows: RowLookup): Iterable<string> {
  const [kind, id] = row.kind === 'subnet' ? ['acl', row.aclId] : ['subnet', subnetOf(row)];
  if (id === undefined) return;
  const found = rows.get(`${kind}/${id}`);
  if (!found || !('vpcId' in found && 'vpcId' in row) || found.vpcId !== row.vpcId)
    yield `${kind} ${id} is unknown in its VPC`;
}

function subnetOf(row: ProgramRow): string | undefined {
  return 'subnetId' in row ? row.subnetId : undefined;
}

function groupsOf(row: ProgramRow): readonly string[] {
  if (row.kind === 'group') return peerGroups(row);
  return row.kind === 'port' || row.kind === 'endpoint' || row.kind === 'node' ? row.groupIds : [];
}

function peerGroups({ ingress, egress }: GroupRow): string[] {
  return [...ingress, ...egress].flatMap(({ peer }) => ('groupId' in peer ? [peer.groupId] : []));
}

function* addressPlaces(row: ProgramRow, vpc: VpcRow): Iterable<string> {
  if (row.kind === 'port' && row.gateway && !inVpc(vpc, row.gateway))
    yield `gateway ${row.gateway} is outside its VPC`;
  if (row.kind === 'port' || row.kind === 'endpoint' || row.kind === 'node') {
    for (const address of placesOf(row)) {
      if (!inVpc(vpc, address)) yield `address ${address} is outside its VPC`;
    }
  }
  if (row.kind === 'node' && !inFabric(vpc, row.fabricAddress)) {
    yield `fabric address ${row.fabricAddress} is outside its VPC's block`;
  }
  if (row.kind === 'endpoint' && row.attachment) {
    if (!inFabric(vpc, row.attachment.source))
      yield `fabric address ${row.attachment.source} is outside its VPC's block`;
  }
  if (row.kind === 'admission' && !inFabric(vpc, row.destination)) {
    yield `fabric address ${row.destination} is outside the provider's block`;
  }
}

function* nodeOf(nodeId: string, address: string, fabricAddress: string, rows: RowLookup): Iterable<string> {
  const node = rows.get(`node/${nodeId}`);
  if (node?.kind !== 'node') return void (yield `node ${nodeId} is unknown`);
  if (node.address !== address || node.fabricAddress !== fabricAddress)
    yield `node ${nodeId} has other addresses`;
}

function* holderOf({ instanceId, vpcId }: PortRow, rows: RowLookup): Iterable<string> {
  if (rows.has(`instance/${instanceId}`)) return;
  const gateway = rows.get(`natGateway/${instanceId}`);
  if (gateway?.kind !== 'natGateway' || gateway.vpcId !== vpcId) yield `instance ${instanceId} is unknown`;
}

function* publicPlace(
  { vpcId, gatewayId, address }: PublicAddressRow,
  vpc: VpcRow,
  rows: RowLookup,
): Iterable<string> {
  const gateway = rows.get(`internet/${gatewayId}`);
  if (gateway?.kind !== 'internet' || gateway.vpcId !== vpcId)
    yield `internet gateway ${gatewayId} is unknown`;
  if (!inVpc(vpc, address)) yield `address ${address} is outside its VPC`;
}

function* networkBehind({ cidrs, vpcCidrs }: OnPremisesRow, vpc: VpcRow): Iterable<string> {
  for (const block of vpcCidrs) if (!vpc.cidrs.includes(block)) yield `${block} is no block of its VPC`;
  for (const cidr of cidrs)
    if (vpc.cidrs.some((own) => areOverlapping(own, cidr))) yield `${cidr} overlaps its VPC`;
}

function* nextHops({ vpcId, local, routes }: RouteTableRow, vpc: VpcRow, rows: RowLookup): Iterable<string> {
  const own = [...vpc.cidrs, ...(vpc.ipv6Cidrs ?? [])];
  for (const block of local) if (!own.includes(block)) yield `${block} is no block of its VPC`;
  for (const { via } of routes) {
    if (via === 'blackhole' || 'gateway' in via) continue;
    if ('link' in via) yield* linkIn(vpcId, via, rows);
    else yield* portIn(vpcId, via.port, via.address, rows);
  }
}

type Linked = { readonly link: string; readonly row: RowKey };

function* linkIn(vpcId: string, { link, row }: Linked, rows: RowLookup): Iterable<string> {
  if (linkOf(rows.get(row), vpcId) !== link) yield `link ${link} is unknown in its VPC`;
}

function* portIn(vpcId: string, portId: string, address: string, rows: RowLookup): Iterable<string> {
  const port = rows.get(`port/${portId}`);
  if (port?.kind !== 'port' || port.vpcId !== vpcId) yield `port ${portId} is unknown in its VPC`;
  else if (!placesOf(port).includes(address)) yield `${address} is no address of ${portId}`;
}

function* conflicts(row: ProgramRow, key: RowKey, claims: Map<string, RowKey>): Iterable<string> {
  for (const claim of claimsOf(row)) {
    const holder = claims.get(claim);
    if (holder === undefined) claims.set(claim, key);
    else if (holder !== key) yield `${claim} belongs to ${holder} already`;
  }
}

/** Things that only one row may have. */
export function claimsOf(row: ProgramRow): string[] {
  switch (row.kind) {
    case 'peering':
      return [row.vpcId, row.peerVpcId].map((vpcId) => `link ${linkOf(row, vpcId)} of ${vpcId}`);
    case 'transit':
    case 'transitLink':
    case 'transitRoutes':
      return transitClaims(row);
    case 'vpc':
      return [`block ${row.fabricBlock}`, `link ${fabricPortName(row.id)}`];
    case 'port':
      return [
        ...placesOf(row).map((address) => `address ${address} of ${row.vpcId}`),
        `link ${portName(row.id)}`,
        `interface ${row.deviceIndex ?? 0} of ${row.instanceId}`,
      ];
    case 'onPremises':
      return onPremisesClaims(row);
    case 'internet':
      return [`way to the internet of ${row.vpcId}`];
    case 'publicAddress':
      return [`public side of ${row.address} of ${row.vpcId}`];
    case 'routes':
      return [`table ${row.table} of ${row.vpcId}`];
    case 'endpoint':
      return [
        ...placesOf(row).map((address) => `address ${address} of ${row.vpcId}`),
        ...(row.attachment ? [`fabric address ${row.attachment.source}`] : []),
      ];
    case 'node':
      return [
        ...placesOf(row).map((address) => `address ${address} of ${row.vpcId}`),
        `fabric address ${row.fabricAddress}`,
      ];
    case 'admission':
      return [`admission of ${row.source} to ${row.destination}`];
    case 'listener':
      return [`listener ${row.protocol}/${row.port} of ${row.nodeId}`];
    default:
      return [];
  }
}

/** In one namespace no two networks are reached by the same blocks. */
function onPremisesClaims({ id, place, vpcCidrs }: OnPremisesRow): string[] {
  const link = `link ${vpnLinkName(id, place)}`;
  if ('hostInterface' in place) return [link, `interface ${place.hostInterface} of the host`];
  return [link, ...vpcCidrs.map((cidr) => `route to ${cidr} in namespace ${place.namespace}`)];
}

function placesOf(row: PortRow | EndpointRow | NodeRow): readonly string[] {
  if (row.kind !== 'port') return row.ipv6Address ? [row.address, row.ipv6Address] : [row.address];
  const { secondaryAddresses = [], ipv6Addresses = [] } = row;
  return [row.address, ...secondaryAddresses, ...addressesOfPrefixes(row), ...ipv6Addresses];
}

function inVpc(vpc: VpcRow, text: string): boolean {
  if (text.includes(':')) return inIpv6Blocks(vpc, text);
  const address = parseIpv4(text);
  return vpc.cidrs.some((cidr) => {
    const block = parseCidr(cidr);
    return block !== undefined && address !== undefined && containsAddress(block, address);
  });
}

function inIpv6Blocks({ ipv6Cidrs = [] }: VpcRow, text: string): boolean {
  const address = parseIpv6Cidr(`${text}/128`);
  return ipv6Cidrs.some((cidr) => {
    const block = parseIpv6Cidr(cidr);
    return block !== undefined && address !== undefined && containsIpv6Cidr(block, address);
  });
}

/** The first address of a block is the router's own. */
function inFabric(vpc: VpcRow, text: string): boolean {
  const block = parseCidr(vpc.fabricBlock);
  const address = parseIpv4(text);
  return (
    block !== undefined && address !== undefined && containsAddress(block, address) && address !== block.base
  );
}

function areOverlapping(a: string, b: string): boolean {
  const [one, other] = [parseCidr(a), parseCidr(b)];
  return one !== undefined && other !== undefined && overlaps(one, other);
}
