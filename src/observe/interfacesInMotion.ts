/**
 * Interfaces that wait for the kernel, each with the generation that carries it as it stands.
 *
 * What the agent confirms is what it was told: an interface that has changed since waits again. That is how an
 * endpoint which is rejected while it is being programmed never becomes ready.
 */
import { isDeepStrictEqual } from 'node:util';
import type { RowKey } from '../program/rows.ts';
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Transaction } from '../state/tables.ts';
import { interfaceRows } from './interfaceRows.ts';

interface Waiting {
  readonly row: NetworkInterface;
  /** Undefined until a compilation has taken it up. */
  generation: number | undefined;
}

export class InterfacesInMotion {
  private readonly waiting = new Map<string, Waiting>();
  private fresh: Waiting[] = [];

  /** An interface as it stands now; undefined when it is gone. */
  note(id: string, row: NetworkInterface | undefined): void {
    this.waiting.delete(id);
    const place = row?.status.dataPlane;
    if (!row || (place !== 'pending' && place !== 'removing')) return;
    const waiting = { row, generation: undefined };
    this.waiting.set(id, waiting);
    this.fresh.push(waiting);
  }

  /** A compilation of what has been noted begins; call what it returns with the generation that carries it. */
  takeUp(): (generation: number) => void {
    const taken = this.fresh;
    this.fresh = [];
    return (generation) => {
      for (const waiting of taken) waiting.generation = generation;
    };
  }

  /** Takes out the interfaces that the agent has made so. */
  arrived(appliedGeneration: number, failed: ReadonlySet<RowKey>): NetworkInterface[] {
    const rows: NetworkInterface[] = [];
    for (const [id, { row, generation = Number.POSITIVE_INFINITY }] of this.waiting) {
      if (generation > appliedGeneration || interfaceRows(row).some((key) => failed.has(key))) continue;
      this.waiting.delete(id);
      rows.push(row);
    }
    return rows;
  }
}

/** `pending` → `ready`, `removing` → `removed`, unless the row has changed meanwhile. */
export function markArrived(tx: Transaction, row: NetworkInterface): void {
  const current = tx.networkInterfaces.get(row.id);
  if (!current || (current !== row && !isDeepStrictEqual(current, row))) return;
  const dataPlane = row.status.dataPlane === 'removing' ? 'removed' : 'ready';
  tx.networkInterfaces.put({ ...current, status: { ...current.status, dataPlane } });
}
