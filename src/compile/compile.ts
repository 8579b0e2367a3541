/** Resources to program: an ordered list of small pure passes. */
import { type ProgramRow, type RowKey, rowKey } from '../program/rows.ts';
import type { Row } from '../state/table.ts';
import type { Snapshot, TableName } from '../state/tables.ts';
import { endpointNames } from './names/endpoints.ts';
import { instanceNames } from './names/instances.ts';
import { loadBalancerNames } from './names/loadBalancers.ts';
import { privateNames } from './names/privateNames.ts';
import type { Pass } from './pass.ts';
import { acls } from './passes/acls.ts';
import { admissions } from './passes/admissions.ts';
import { checks } from './passes/checks.ts';
import { endpoints } from './passes/endpoints.ts';
import { filteredSubnets } from './passes/filteredSubnets.ts';
import { groups } from './passes/groups.ts';
import { instances } from './passes/instances.ts';
import { internetGateways } from './passes/internetGateways.ts';
import { listeners } from './passes/listeners.ts';
import { natGateways } from './passes/natGateways.ts';
import { nodes } from './passes/nodes.ts';
import { onPremises } from './passes/onPremises.ts';
import { peerings } from './passes/peerings.ts';
import { ports } from './passes/ports.ts';
import { assignedPublicIps, elasticIps } from './passes/publicAddresses.ts';
import { routeTables } from './passes/routeTables.ts';
import { transitLinks } from './passes/transitLinks.ts';
import { transits } from './passes/transits.ts';
import { transitTables } from './passes/transitTables.ts';
import { vpcs } from './passes/vpcs.ts';

const PASSES: readonly Pass[] = [
  vpcs,
  ports,
  instances,
  groups,
  routeTables,
  peerings,
  acls,
  filteredSubnets,
  onPremises,
  natGateways,
  transits,
  transitLinks,
  transitTables,
  internetGateways,
  elasticIps,
  assignedPublicIps,
  endpoints,
  admissions,
  nodes,
  listeners,
  checks,
  endpointNames,
  privateNames,
  loadBalancerNames,
  instanceNames,
];

/** The tables of resources that bring rows. */
export const COMPILED_TABLES: ReadonlySet<TableName> = new Set(PASSES.map(({ table }) => table));

/** The whole program, in order of key. Equal resources give equal programs, whatever order they came in. */
export function compile(snapshot: Snapshot): ReadonlyMap<RowKey, ProgramRow> {
  const rows = [...COMPILED_TABLES].flatMap((table) =>
    [...snapshot[table].all()].flatMap((resource) => rowsOf(table, resource, snapshot)),
  );
  const entries = rows.map((row): [RowKey, ProgramRow] => [rowKey(row), row]);
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The rows that one resource brings. */
export function rowsOf(table: TableName, resource: Row, snapshot: Snapshot): ProgramRow[] {
  return PASSES.filter((pass) => pass.table === table).flatMap((pass) =>
    pass.rows(resource as never, snapshot),
  );
}
