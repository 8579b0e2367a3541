/** What a pass is: the rows of one kind that one resource brings, made from it and from what it refers to. */
import type { ProgramRow } from '../program/rows.ts';
import type { ReadTable } from '../state/table.ts';
import type { Snapshot, TableName } from '../state/tables.ts';

type RowOf<Name extends TableName> = Snapshot[Name] extends ReadTable<infer R> ? R : never;

/**
 * Gives the rows that a resource of `table` brings; no two resources bring the same one. A pass is pure and
 * independent of the others and of the order of the tables. It looks other resources up by id and by index only,
 * never through a whole table: what it has read decides when its rows are made anew.
 */
export interface Pass {
  readonly table: TableName;
  readonly rows: (resource: never, tables: Snapshot) => readonly ProgramRow[];
}

export function pass<Name extends TableName>(
  table: Name,
  rows: (resource: RowOf<Name>, tables: Snapshot) => readonly ProgramRow[],
): Pass {
  return { table, rows };
}
