/**
 * Interfaces that wait for the kernel, each with the generation that carries it as it stands.
 *
 * A row that has changed since is another object: what the agent confirmed was the old one, so it goes on
 * waiting. That is how an endpoint which is rejected while it is being programmed never becomes ready.
 */
import type { RowKey } from '../program/rows.ts';
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Snapshot, Transaction } from '../state/tables.ts';
import { interfaceRows } from './interfaceRows.ts';

export class InterfacesInMotion {
  private waiting = new Map<NetworkInterface, number>();

  /** Notes what is in motion now; `generation` carries what was not noted before. */
  note(tables: Snapshot, generation: number): void {
    const inMotion = [
      ...tables.networkInterfaces.by('dataPlane', 'pending'),
      ...tables.networkInterfaces.by('dataPlane', 'removing'),
    ];
    this.waiting = new Map(inMotion.map((row) => [row, this.waiting.get(row) ?? generation]));
  }

  /** Takes out the interfaces that the agent has made so. */
  arrived(appliedGeneration: number, failed: ReadonlySet<RowKey>): NetworkInterface[] {
    const rows: NetworkInterface[] = [];
    for (const [row, generation] of this.waiting) {
      if (generation > appliedGeneration || interfaceRows(row).some((key) => failed.has(key))) continue;
      this.waiting.delete(row);
      rows.push(row);
    }
    return rows;
  }
}

/** `pending` → `ready`, `removing` → `removed`, unless the row has changed meanwhile. */
export function markArrived(tx: Transaction, row: NetworkInterface): void {
  if (tx.networkInterfaces.get(row.id) !== row) return;
  const dataPlane = row.status.dataPlane === 'removing' ? 'removed' : 'ready';
  tx.networkInterfaces.put({ ...row, status: { ...row.status, dataPlane } });
}
