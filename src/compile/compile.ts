/** Resources to program: an ordered list of small pure passes, one for each kind of row. */
import { type ProgramRow, type RowKey, rowKey } from '../program/rows.ts';
import type { Snapshot } from '../state/tables.ts';
import type { Pass } from './pass.ts';
import { admissions } from './passes/admissions.ts';
import { checks } from './passes/checks.ts';
import { endpoints } from './passes/endpoints.ts';
import { groups } from './passes/groups.ts';
import { instances } from './passes/instances.ts';
import { listeners } from './passes/listeners.ts';
import { names } from './passes/names.ts';
import { nodes } from './passes/nodes.ts';
import { ports } from './passes/ports.ts';
import { vpcs } from './passes/vpcs.ts';
import { gatherWorld } from './world.ts';

const PASSES: readonly Pass[] = [
  vpcs,
  ports,
  instances,
  groups,
  endpoints,
  admissions,
  nodes,
  listeners,
  checks,
  names,
];

/** The whole program, in order of key. Equal resources give equal programs, whatever order they came in. */
export function compile(snapshot: Snapshot): ReadonlyMap<RowKey, ProgramRow> {
  const rows = compiledRows(snapshot).flat();
  const entries = rows.map((row): [RowKey, ProgramRow] => [rowKey(row), row]);
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The rows as the passes give them, a list for each pass. */
export function compiledRows(snapshot: Snapshot): (readonly ProgramRow[])[] {
  const world = gatherWorld(snapshot);
  return PASSES.map((pass) => pass(world));
}
