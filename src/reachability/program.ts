/**
 * The part of the program that a packet may meet: the rows of the VPCs concerned, but for endpoints that it does not
 * dial, and what health checks found. So an answer costs by the VPC's instances, not by its endpoints.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { known } from '../base/assert.ts';
import { COMPILED_TABLES, rowsOf } from '../compile/compile.ts';
import { type HealthTable, type ProgramRow, type RowKey, rowKey } from '../program/rows.ts';
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Row } from '../state/table.ts';
import type { Snapshot, TableName } from '../state/tables.ts';

export interface Program {
  readonly rows: ReadonlyMap<RowKey, ProgramRow>;
  readonly health: HealthTable;
}

/** What a packet may meet. */
export interface Concerned {
  readonly vpcIds: ReadonlySet<string>;
  readonly interfaces: readonly NetworkInterface[];
  /** Groups of the interfaces, and those that their rules name. */
  readonly groupIds: ReadonlySet<string>;
}

type Part = (tables: Snapshot, concerned: Concerned) => readonly Row[];

const ofVpcs =
  (rowsOf: (tables: Snapshot, vpcId: string) => readonly Row[]): Part =>
  (tables, { vpcIds }) =>
    [...vpcIds].flatMap((id) => rowsOf(tables, id));

/** Resources of a table that concern the packet; those of a table that is not named here are taken as a whole. */
const PARTS: Partial<Record<TableName, Part>> = {
  vpcs: ofVpcs((tables, id) => [known(tables.vpcs.get(id), `VPC ${id} exists`)]),
  networkInterfaces: (_tables, { interfaces }) => interfaces,
  securityGroups: (tables, { groupIds }) =>
    [...groupIds].flatMap((id) => tables.securityGroups.get(id) ?? []),
  routeTables: ofVpcs((tables, id) => tables.routeTables.by('vpc', id)),
  networkAcls: ofVpcs((tables, id) => tables.networkAcls.by('vpc', id)),
  subnets: ofVpcs((tables, id) => tables.subnets.by('vpc', id)),
  peeringConnections: ofVpcs((tables, id) => tables.peeringConnections.by('vpc', id)),
  listeners: ofVpcs((tables, id) =>
    tables.loadBalancers
      .by('vpc', id)
      .flatMap((balancer) => tables.listeners.by('loadBalancer', balancer.id)),
  ),
  // These bring names and health checks, which no packet meets.
  vpcEndpoints: () => [],
  loadBalancers: () => [],
  targets: () => [],
};

/** About two milliseconds of work. */
const UNITS_IN_PIECE = 100;

/** In pieces, between which others may work, unless it is to be of one moment. */
export async function programOf(tables: Snapshot, concerned: Concerned, atOnce = false): Promise<Program> {
  const rows = new Map<RowKey, ProgramRow>();
  let units = 0;
  for (const [table, resource] of unitsOf(tables, concerned)) {
    for (const row of rowsOf(table, resource, tables)) rows.set(rowKey(row), row);
    if (!atOnce && ++units % UNITS_IN_PIECE === 0) await nextTurn();
  }
  return { rows, health: healthIn(tables, concerned.vpcIds) };
}

/**
 * What a packet from a VPC to these addresses may meet: that VPC, those that it is joined to, where the endpoints lead that
 * have the addresses, and all interfaces there but for endpoints that nobody would dial.
 */
export function concernedBy(tables: Snapshot, vpcId: string, addresses: readonly string[]): Concerned {
  const joined = reachOf(tables, [vpcId]);
  const services = endpointsAt(tables, joined, addresses).flatMap(
    ({ status }) => tables.networkInterfaces.get(status.nodeInterfaceId ?? '')?.spec.vpcId ?? [],
  );
  const vpcIds = new Set([...joined, ...reachOf(tables, services)]);
  const dialed = [...addresses, ...[...vpcIds].flatMap((id) => targetAddresses(tables, id))];
  const interfaces = [
    ...[...vpcIds].flatMap((id) => ownInterfaces(tables, id)),
    ...endpointsAt(tables, vpcIds, dialed),
  ];
  return { vpcIds, interfaces, groupIds: groupsOf(tables, interfaces) };
}

/** Of instances, load balancers and gateways; a VPC may have thousands of endpoints besides. */
function ownInterfaces(tables: Snapshot, vpcId: string): NetworkInterface[] {
  const { networkInterfaces, instances, loadBalancers, natGateways } = tables;
  const ids = [
    ...loadBalancers
      .by('vpc', vpcId)
      .flatMap(({ spec }) => spec.zones.map((zone) => zone.networkInterfaceId)),
    ...natGateways.by('vpc', vpcId).flatMap(({ spec }) => spec.networkInterfaceId ?? []),
  ];
  return [
    ...instances.by('vpc', vpcId).flatMap(({ id }) => networkInterfaces.by('instance', id)),
    ...ids.flatMap((id) => networkInterfaces.get(id) ?? []),
  ];
}

function endpointsAt(
  { networkInterfaces }: Snapshot,
  vpcIds: ReadonlySet<string>,
  addresses: readonly string[],
): NetworkInterface[] {
  return [...vpcIds].flatMap((id) =>
    [...new Set(addresses)]
      .flatMap((address) => networkInterfaces.by('address', `${id}/${address}`))
      .filter(({ spec }) => spec.owner.kind === 'endpoint'),
  );
}

/** An endpoint may be a load balancer's target, by its address. */
function targetAddresses({ targetGroups, targets }: Snapshot, vpcId: string): string[] {
  const groups = targetGroups.by('vpc', vpcId).filter(({ spec }) => spec.targetType === 'ip');
  return groups.flatMap(({ id }) => targets.by('targetGroup', id).map(({ spec }) => spec.targetId));
}

function groupsOf({ securityGroupRules }: Snapshot, interfaces: readonly NetworkInterface[]): Set<string> {
  const own = new Set(interfaces.flatMap(({ spec }) => spec.groupIds));
  const peers = [...own]
    .flatMap((id) => securityGroupRules.by('group', id))
    .flatMap(({ spec: { peer } }) => ('groupId' in peer ? peer.groupId : []));
  return new Set([...own, ...peers]);
}

/** The VPCs, and all that are joined to them. */
function reachOf(tables: Snapshot, vpcIds: readonly string[]): ReadonlySet<string> {
  const found = new Set(vpcIds);
  // A set's iteration also visits what is added meanwhile.
  for (const id of found) for (const other of neighboursOf(tables, id)) found.add(other);
  return found;
}

function neighboursOf(tables: Snapshot, vpcId: string): string[] {
  const peers = tables.peeringConnections
    .by('vpc', vpcId)
    .filter(({ status }) => status.code === 'active')
    .flatMap(({ spec }) => [spec.requester.vpcId, spec.accepter.vpcId]);
  const attached = tables.transitGatewayAttachments
    .by('vpc', vpcId)
    .flatMap(({ spec }) => tables.transitGatewayAttachments.by('gateway', spec.transitGatewayId))
    .map(({ spec }) => spec.vpcId);
  return [...peers, ...attached];
}

function* unitsOf(tables: Snapshot, concerned: Concerned): Iterable<[TableName, Row]> {
  for (const table of COMPILED_TABLES) {
    const rows = PARTS[table]?.(tables, concerned) ?? tables[table].all();
    const byId = new Map([...rows].map((row): [string, Row] => [row.id, row]));
    for (const resource of byId.values()) yield [table, resource];
  }
}

function healthIn(tables: Snapshot, vpcIds: ReadonlySet<string>): HealthTable {
  const groups = [...vpcIds].flatMap((id) => tables.targetGroups.by('vpc', id));
  const targets = groups.flatMap(({ id }) => tables.targets.by('targetGroup', id));
  return new Map(
    targets.flatMap(({ id, status: { health } }) => (health.state === 'initial' ? [] : [[id, health.state]])),
  );
}
