/**
 * Memory for references followed from one row to others.
 *
 * Looking up rows by id was most of the cost of a compilation with 10,000 endpoints. A result stands for as
 * long as every row that was met on the way is still in its table, and that is one look-up by identity.
 */
import type { Snapshot } from '../state/tables.ts';

/** Row objects that are in the tables now. */
export type CurrentRows = ReadonlySet<object>;

/** Notes a row that was looked up, and gives it back. */
type Meet = <Row extends object>(row: Row | undefined) => Row | undefined;

export interface Place {
  readonly tables: Snapshot;
  readonly current: CurrentRows;
}

/** Rows of the tables through which endpoints are followed. */
export function currentRows(tables: Snapshot): CurrentRows {
  const current = new Set<object>();
  const { networkInterfaces, vpcEndpoints, endpointConnections, vpcs } = tables;
  for (const table of [networkInterfaces, vpcEndpoints, endpointConnections, vpcs]) {
    for (const row of table.all()) current.add(row);
  }
  return current;
}

/** `follow` must `meet` every row that it looks up. A result that met an absent row is not kept. */
export function followed<Subject extends object, Result>(
  follow: (subject: Subject, tables: Snapshot, meet: Meet) => Result,
): (subject: Subject, place: Place) => Result {
  const memory = new WeakMap<Subject, { met: readonly object[]; result: Result }>();
  return (subject, { tables, current }) => {
    const last = memory.get(subject);
    if (last && areCurrent(last.met, current)) return last.result;
    const met: (object | undefined)[] = [];
    const result = follow(subject, tables, (row) => {
      met.push(row);
      return row;
    });
    const rows = met.filter((row) => row !== undefined);
    if (rows.length === met.length) memory.set(subject, { met: rows, result });
    else memory.delete(subject);
    return result;
  };
}

function areCurrent(rows: readonly object[], current: CurrentRows): boolean {
  for (const row of rows) if (!current.has(row)) return false;
  return true;
}
