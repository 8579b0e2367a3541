/** The part of the program that some packet may meet: the rows of the VPCs concerned, and what their checks found. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { COMPILED_TABLES, rowsOf } from '../compile/compile.ts';
import { type HealthTable, type ProgramRow, type RowKey, rowKey } from '../program/rows.ts';
import type { Row } from '../state/table.ts';
import type { Snapshot, TableName } from '../state/tables.ts';

export interface Program {
  readonly rows: ReadonlyMap<RowKey, ProgramRow>;
  readonly health: HealthTable;
}

type InVpc = (tables: Snapshot, vpcId: string) => readonly Row[];

/** Resources of a table that concern a VPC's router; those of a table that is not named here are taken as a whole. */
const IN_VPC: Partial<Record<TableName, InVpc>> = {
  vpcs: (tables, id) => tables.vpcs.get(id) ?? [],
  networkInterfaces: (tables, id) => tables.networkInterfaces.by('vpc', id),
  securityGroups: (tables, id) => tables.securityGroups.by('vpc', id),
  routeTables: (tables, id) => tables.routeTables.by('vpc', id),
  networkAcls: (tables, id) => tables.networkAcls.by('vpc', id),
  subnets: (tables, id) => tables.subnets.by('vpc', id),
  listeners: (tables, id) =>
    tables.loadBalancers
      .by('vpc', id)
      .flatMap((balancer) => tables.listeners.by('loadBalancer', balancer.id)),
  // These bring names and health checks, which no packet meets.
  vpcEndpoints: () => [],
  loadBalancers: () => [],
  targets: () => [],
} as Partial<Record<TableName, InVpc>>;

/** About two milliseconds of work. */
const UNITS_IN_PIECE = 100;

/** In pieces, between which others may work, unless it is to be of one moment. */
export async function programOf(
  tables: Snapshot,
  vpcIds: ReadonlySet<string>,
  atOnce = false,
): Promise<Program> {
  const rows = new Map<RowKey, ProgramRow>();
  let units = 0;
  for (const [table, resource] of unitsOf(tables, vpcIds)) {
    for (const row of rowsOf(table, resource, tables)) rows.set(rowKey(row), row);
    if (!atOnce && ++units % UNITS_IN_PIECE === 0) await nextTurn();
  }
  return { rows, health: healthIn(tables, vpcIds) };
}

/**
 * VPCs that a packet from one of them to these addresses may come to: that VPC, those that it is joined to, and where
 * the endpoints that have the addresses lead.
 */
export function vpcsConcerned(
  tables: Snapshot,
  vpcId: string,
  addresses: readonly string[],
): ReadonlySet<string> {
  const joined = reachOf(tables, [vpcId]);
  const services = addresses
    .flatMap((address) =>
      [...joined].flatMap((id) => tables.networkInterfaces.by('address', `${id}/${address}`)),
    )
    .flatMap(({ status }) => tables.networkInterfaces.get(status.nodeInterfaceId ?? '')?.spec.vpcId ?? []);
  return new Set([...joined, ...reachOf(tables, services)]);
}

/** The VPCs, and all that are joined to them. */
function reachOf(tables: Snapshot, vpcIds: readonly string[]): ReadonlySet<string> {
  const found = new Set(vpcIds);
  // A set's iteration also visits what is added meanwhile.
  for (const id of found) for (const other of neighboursOf(tables, id)) found.add(other);
  return found;
}

function neighboursOf(tables: Snapshot, vpcId: string): string[] {
  return tables.peeringConnections
    .by('vpc', vpcId)
    .filter(({ status }) => status.code === 'active')
    .flatMap(({ spec }) => [spec.requester.vpcId, spec.accepter.vpcId]);
}

function* unitsOf(tables: Snapshot, vpcIds: ReadonlySet<string>): Iterable<[TableName, Row]> {
  for (const table of COMPILED_TABLES) {
    const inVpc = IN_VPC[table];
    const found = inVpc ? [...vpcIds].flatMap((id) => inVpc(tables, id)) : tables[table].all();
    for (const resource of new Set<Row>(found)) yield [table, resource];
  }
}

function healthIn(tables: Snapshot, vpcIds: ReadonlySet<string>): HealthTable {
  const groups = [...vpcIds].flatMap((id) => tables.targetGroups.by('vpc', id));
  const targets = groups.flatMap(({ id }) => tables.targets.by('targetGroup', id));
  return new Map(
    targets.flatMap(({ id, status: { health } }) => (health.state === 'initial' ? [] : [[id, health.state]])),
  );
}
