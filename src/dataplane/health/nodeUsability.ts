/** Which load balancer nodes have a target to send to; DNS leaves out those that have none. */
import type { ListenerGroup, ListenerRow } from '../../program/rows.ts';
import type { RowChange } from '../part.ts';

export class NodeUsability {
  readonly #listenersOf = new Map<string, Map<string, ListenerRow>>();
  readonly #isHealthy: (check: string) => boolean;

  /** @param isHealthy whether a check, by its row's id, last found its target healthy */
  constructor(isHealthy: (check: string) => boolean) {
    this.#isHealthy = isHealthy;
  }

  apply({ put, removed }: Pick<RowChange, 'put' | 'removed'>): void {
    for (const row of removed) if (row.kind === 'listener') this.#remove(row);
    for (const row of put) if (row.kind === 'listener') this.#put(row);
  }

  /** A node without listeners counts as usable: nothing speaks against it. */
  isUsable(nodeId: string): boolean {
    const listeners = this.#listenersOf.get(nodeId);
    if (!listeners) return true;
    for (const { groups } of listeners.values()) {
      if (groups.some((group) => this.#suffices(group))) return true;
    }
    return false;
  }

  #suffices({ weight, targets, healthyForDns }: ListenerGroup): boolean {
    if (weight === 0) return false;
    return targets.filter(({ check }) => this.#isHealthy(check)).length >= healthyForDns;
  }

  #put(row: ListenerRow): void {
    const listeners = this.#listenersOf.get(row.nodeId) ?? new Map<string, ListenerRow>();
    this.#listenersOf.set(row.nodeId, listeners.set(row.id, row));
  }

  #remove(row: ListenerRow): void {
    const listeners = this.#listenersOf.get(row.nodeId);
    listeners?.delete(row.id);
    if (listeners?.size === 0) this.#listenersOf.delete(row.nodeId);
  }
}
